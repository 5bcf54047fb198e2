package org.tohost.backend.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// Keeps a second process out of a folder.
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    /// @throws Failure.Unavailable if another holds it
    FolderLock(Path folder) throws IOException {
        channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (take().isEmpty()) {
            channel.close();
            throw new Failure.Unavailable("another process uses " + folder);
        }
    }

    /// {@return true if somebody holds the lock of this folder}
    static boolean isHeld(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException _) {
            return true;
        }
    }

    /// Gives the folder back; the lock ends with the channel.
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Optional<FileLock> take() throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }
}
