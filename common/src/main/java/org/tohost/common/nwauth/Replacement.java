package org.tohost.common.nwauth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Puts a new file in the place of another, so that at any moment the old content or the new one is
/// there as a whole. Symbolic links stay, and what they point at is replaced.
final class Replacement {
    private Replacement() {}

    /// One step; whoever is cut off after any of them finds the old or the new content.
    interface Step {
        /// Does it.
        void run() throws IOException;
    }

    static void run(Path file, byte[] content) throws IOException {
        for (Step step : steps(file, content)) {
            step.run();
        }
    }

    static List<Step> steps(Path link, byte[] content) throws IOException {
        Path file = Files.exists(link) ? link.toRealPath() : link.toAbsolutePath();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        return List.of(
                () -> Files.deleteIfExists(fresh), // of somebody who was cut off
                () -> Ownership.of(file).create(fresh),
                () -> write(fresh, content),
                () -> sync(fresh, StandardOpenOption.WRITE),
                () -> Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE),
                () -> sync(file.resolveSibling(""), StandardOpenOption.READ));
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
