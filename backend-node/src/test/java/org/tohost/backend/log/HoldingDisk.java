package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A disk that stops at the first force of a segment in use until it is told to go on, so that a
/// test can say what gathers in the meantime.
final class HoldingDisk implements Disk {
    private final Disk disk;
    private final CountDownLatch inForce = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    HoldingDisk(Disk disk) {
        this.disk = disk;
    }

    void awaitForce() throws InterruptedException {
        inForce.await();
    }

    void release() {
        release.countDown();
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        DiskFile opened = disk.open(file);
        return file.toString().endsWith(".new") ? opened : new Holding(opened);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        disk.forceFolder(folder);
    }

    private final class Holding implements DiskFile {
        private final DiskFile file;

        private Holding(DiskFile file) {
            this.file = file;
        }

        @Override
        public void write(byte[] octets, int offset, int length, long position) throws IOException {
            file.write(octets, offset, length, position);
        }

        @Override
        public void force() throws IOException {
            inForce.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
