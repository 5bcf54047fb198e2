package org.tohost.backend.index;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/// A snapshot of RocksDB. What is read for it does not drive anything else out of the cache.
final class RowSnapshot implements RowScan, AutoCloseable {
    private final RocksDB rocks;
    private final Snapshot snapshot;
    private final ReadOptions options;

    RowSnapshot(RocksDB rocks) {
        this.rocks = rocks;
        this.snapshot = rocks.getSnapshot();
        this.options = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        try {
            return Optional.ofNullable(rocks.get(options, key));
        } catch (RocksDBException e) {
            throw Rows.unreadable(e);
        }
    }

    @Override
    public void scan(byte[] prefix, BiConsumer<byte[], byte[]> row) {
        scan(rocks, options, prefix, row);
    }

    static void scan(
            RocksDB rocks, ReadOptions options, byte[] prefix, BiConsumer<byte[], byte[]> row) {
        try (RocksIterator rows = rocks.newIterator(options)) {
            for (rows.seek(prefix); rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                int different = Arrays.mismatch(key, prefix);
                if (different >= 0 && different < prefix.length) {
                    break;
                }
                row.accept(key, rows.value());
            }
            rows.status();
        } catch (RocksDBException e) {
            throw Rows.unreadable(e);
        }
    }

    @Override
    public void close() {
        options.close();
        rocks.releaseSnapshot(snapshot);
        snapshot.close();
    }
}
