package org.tohost.backend.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.backup.Backup;
import org.tohost.backend.backup.Manifest;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.TellStream;
import org.tohost.common.tell.Told;

/// Makes backups while the node serves, one at a time.
public final class BackupDesk implements TellStream {
    /// Where it is asked; the path of the folder follows.
    public static final String PATH = "/store/backup";

    private static final Logger LOG = LoggerFactory.getLogger(BackupDesk.class);

    private final Backup backup;
    private final ReentrantLock running = new ReentrantLock();

    /// A desk for these backups.
    public BackupDesk(Backup backup) {
        this.backup = backup;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        if (!running.tryLock()) {
            throw new Failure.Unavailable("a backup is being made already");
        }
        try {
            Path folder = Path.of(argument);
            LOG.info("backup to {}", folder);
            ToldLines lines = new ToldLines(answer.begin());
            Manifest made;
            try {
                made = backup.run(folder, lines::progress);
            } catch (Failure | IOException e) {
                LOG.warn("no backup to {}: {}", folder, e.toString());
                lines.tell(Told.of("failed", String.valueOf(e.getMessage())));
                return;
            }
            lines.tell(
                    Told.of(
                            "folder", folder,
                            "segments", made.segments().size(),
                            "octets", made.octets(),
                            "groups", made.groups()));
            LOG.info("backup to {} done: {} groups", folder, made.groups());
        } finally {
            running.unlock();
        }
    }
}
