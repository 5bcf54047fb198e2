package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tohost.common.testing.Dice;

/// A disk that counts forces, can fail them, and can lose its power: afterwards, of what was
/// written and never forced, any sectors may be on it or not.
public final class LosingDisk implements Disk {
    private static final int SECTOR = 512;

    private final Disk real = new FileDisk();
    private final Map<Path, byte[]> durable = new ConcurrentHashMap<>();
    private final AtomicInteger forces = new AtomicInteger();
    private final AtomicInteger operationsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean failingForces;
    private volatile boolean full;

    /// {@return how often a segment that was in use was forced}
    public int forces() {
        return forces.get();
    }

    /// The power is gone after this many more writes and forces.
    public void cutAfter(int operations) {
        operationsLeft.set(operations);
    }

    /// {@return true if the power is gone}
    public boolean isCut() {
        return operationsLeft.get() <= 0;
    }

    /// From now on forces fail, or work again.
    public void failForces(boolean failing) {
        failingForces = failing;
    }

    /// From now on there is no room for new files, or there is again.
    public void fill(boolean isFull) {
        full = isFull;
    }

    /// Leaves on the disk what a power cut leaves: all that was forced, and any part of the rest.
    public void loseUnforced(Dice dice) throws IOException {
        int kept = dice.upTo(4); // from nothing to everything
        for (Map.Entry<Path, byte[]> file : durable.entrySet()) {
            byte[] before = file.getValue();
            if (Files.exists(file.getKey()) && Files.size(file.getKey()) == before.length) {
                byte[] now = Files.readAllBytes(file.getKey());
                for (int at = 0; at < now.length; at += SECTOR) {
                    if (dice.upTo(3) >= kept) {
                        System.arraycopy(before, at, now, at, Math.min(SECTOR, now.length - at));
                    }
                }
                Files.write(file.getKey(), now, StandardOpenOption.WRITE);
            }
        }
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        boolean isNew = file.toString().endsWith(".new");
        if (full && isNew) {
            throw new IOException("no space left");
        }
        operation();
        DiskFile opened = real.open(file);
        durable.put(file, Files.readAllBytes(file));
        return new Watched(file, opened, isNew);
    }

    @Override
    public void delete(Path file) throws IOException {
        operation();
        real.delete(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        operation();
        real.rename(from, to);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        operation();
        real.forceFolder(folder);
    }

    private void operation() throws PowerCut {
        if (operationsLeft.updateAndGet(left -> Math.max(0, left - 1)) == 0) {
            throw new PowerCut();
        }
    }

    private final class Watched implements DiskFile {
        private final Path path;
        private final DiskFile file;
        private final boolean isNew;

        private Watched(Path path, DiskFile file, boolean isNew) {
            this.path = path;
            this.file = file;
            this.isNew = isNew;
        }

        @Override
        public void write(byte[] octets, int offset, int length, long position) throws IOException {
            try {
                operation();
            } catch (PowerCut e) {
                file.write(octets, offset, length / 2, position);
                throw e;
            }
            file.write(octets, offset, length, position);
        }

        @Override
        public void force() throws IOException {
            operation();
            if (failingForces) {
                throw new IOException("force failed");
            }
            if (!isNew) {
                forces.incrementAndGet();
            }
            file.force();
            durable.put(path, Files.readAllBytes(path));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
