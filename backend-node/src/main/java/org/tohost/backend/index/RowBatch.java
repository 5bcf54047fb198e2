package org.tohost.backend.index;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.tohost.common.failure.Failure;

/// Changes of rows that are made together. One thread, a platform thread.
public final class RowBatch implements AutoCloseable {
    private final WriteBatch batch = new WriteBatch();

    /// Writes a row.
    public void put(byte[] key, byte[] value) {
        try {
            batch.put(key, value);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /// Removes a row, if it is there.
    public void delete(byte[] key) {
        try {
            batch.delete(key);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /// Removes all rows from `first` up to, not including, `end`.
    public void delete(byte[] first, byte[] end) {
        try {
            batch.deleteRange(first, end);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /// {@return about how many octets it has}
    public long octets() {
        return batch.getDataSize();
    }

    WriteBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        batch.close();
    }

    private static Failure.Unavailable failed(RocksDBException cause) {
        return new Failure.Unavailable("a row for the index is not taken", cause);
    }
}
