package org.tohost.common.nwauth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tohost.common.failure.Failure;

/// The right to change a file, which one has at a time, of all processes on the machine: a lock on
/// the file `.lock` beside it, which ends with its process at the latest.
final class EditLock implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final FileChannel channel;

    private EditLock(FileChannel channel) {
        this.channel = channel;
    }

    /// {@return the right to change `file`}
    ///
    /// @throws Failure.Unavailable if somebody else has it for longer than `patience`
    static EditLock take(Path file, Duration patience) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        if (!Files.exists(beside)) {
            create(file, beside);
        }
        FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            long pauses = patience.toMillis() / PAUSE_MILLIS;
            while (tried(channel) == null) {
                if (pauses-- <= 0) {
                    throw busy(file, beside, patience);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            taken = true;
            return new EditLock(channel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while waiting to edit " + file, e);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static void create(Path file, Path beside) throws IOException {
        try {
            Ownership.of(file).create(beside);
        } catch (FileAlreadyExistsException _) {
            // another editor was quicker
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // it is held in this process
        }
    }

    private static Failure.Unavailable busy(Path file, Path beside, Duration patience) {
        return new Failure.Unavailable(
                "%s is being edited by somebody else, who has locked %s for more than %d s: try again"
                        .formatted(file, beside, patience.toSeconds()));
    }

    /// Lets the next one in.
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
