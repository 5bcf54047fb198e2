package org.tohost.backend.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tohost.backend.log.LogCopy;
import org.tohost.backend.log.LogHold;
import org.tohost.backend.log.LogPosition;
import org.tohost.backend.store.MailStore;
import org.tohost.common.failure.Failure;

/// Makes a backup of a store that serves: all that was acknowledged before it begins, and no part
/// of what comes later. A folder that has an earlier backup of the same store gets what is new.
public final class Backup {
    /// Where the segments are, as in a store.
    public static final String LOG = "log";

    private final MailStore store;
    private final Clock clock;

    /// Backups of this store.
    public Backup(MailStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Makes it, and returns when it is durable. The manifest that was there counts until then.
    ///
    /// @throws Failure.Unavailable if the folder has something else in it
    public Manifest run(Path folder, LogCopy.Progress progress) throws IOException {
        if (!folder.isAbsolute()) {
            throw new Failure.Syntax("the folder of a backup has an absolute path");
        }
        try (LogHold _ = store.hold(1)) {
            LogPosition end = store.end();
            Map<String, LogCopy.Copied> there = check(folder, end.log());
            var segments = new LogCopy(store.log(), folder.resolve(LOG), end, progress).run(there);
            Manifest manifest = new Manifest(end.log(), end.sequence(), clock.instant(), segments);
            manifest.write(folder);
            remove(folder.resolve(LOG), manifest.byName());
            return manifest;
        }
    }

    /// {@return what the folder has of an earlier backup}
    private static Map<String, LogCopy.Copied> check(Path folder, UUID log) throws IOException {
        Optional<Manifest> before = Manifest.find(folder);
        if (before.isPresent() && !before.get().log().equals(log)) {
            throw new Failure.Unavailable(folder + " has a backup of another store");
        }
        if (before.isEmpty() && Files.exists(folder.resolve(LOG).resolve("lock"))) {
            throw new Failure.Unavailable(folder + " is the folder of a store");
        }
        return before.map(Manifest::byName).orElse(Map.of());
    }

    /// Segments that the log has no more.
    private static void remove(Path log, Map<String, LogCopy.Copied> kept) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(log, "*.seg*")) {
            for (Path file : files) {
                if (!kept.containsKey(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        }
    }
}
