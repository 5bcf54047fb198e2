package org.tohost.backend.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The file system as it is.
public final class FileDisk implements Disk {
    @Override
    public DiskFile open(Path file) throws IOException {
        return new Opened(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record Opened(FileChannel channel) implements DiskFile {
        @Override
        public void write(byte[] octets, int offset, int length, long position) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(octets, offset, length);
            long at = position;
            while (left.hasRemaining()) {
                at += channel.write(left, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
