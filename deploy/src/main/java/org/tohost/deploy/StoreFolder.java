package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.tohost.backend.backup.Backup;
import org.tohost.backend.log.SegmentLog;
import org.tohost.backend.store.ImageFindings;
import org.tohost.backend.store.StoreImage;

/// The folder of a store that is stopped, or of a backup, for reading. What is derived from it lies
/// in a temporary folder until it is closed.
final class StoreFolder implements AutoCloseable {
    private final Path log;
    private final Path scratch;

    /// @throws IOException in words for operators, if there is no log in it, or a node uses it
    StoreFolder(Path folder) throws IOException {
        this.log =
                Files.isDirectory(folder.resolve(Backup.LOG)) ? folder.resolve(Backup.LOG) : folder;
        if (!Files.isDirectory(log)) {
            throw new IOException(folder + ": no such folder");
        }
        if (SegmentLog.isInUse(log)) {
            throw new IOException(
                    folder + " is in use: stop the node, or let the command ask the node");
        }
        this.scratch = Files.createTempDirectory("tohost-store");
    }

    /// {@return a temporary folder}
    Path scratch() {
        return scratch;
    }

    /// {@return the mail in it, as far as it can be read; it has to be closed}
    ///
    /// @param digests whether the SHA-256 of each body is compared too
    StoreImage read(boolean digests, ImageFindings findings) throws IOException {
        return StoreImage.read(log, scratch, digests, findings);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> left = Files.walk(scratch)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
