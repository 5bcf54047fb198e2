package org.tohost.backend.index;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;
import org.tohost.common.failure.Failure;

/// Rows by the order of their keys as unsigned octets. Any platform thread; once it is closed,
/// every call is [Failure.Unavailable].
public final class Rows implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final RowsOptions options;
    private final RocksDB rocks;
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private boolean closed;

    private Rows(RowsOptions options, RocksDB rocks) {
        this.options = options;
        this.rocks = rocks;
    }

    /// Opens the rows in a folder, or begins without any. Nobody else may have it open.
    ///
    /// @throws Failure.Unavailable if it cannot be used, or is damaged as far as that shows at once
    public static Rows open(RowsSettings settings) {
        try {
            Files.createDirectories(settings.folder());
            Files.createDirectories(settings.libraries());
            NativeLibraryLoader.getInstance().loadLibrary(settings.libraries().toString());
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new Failure.Unavailable("the library of the index does not load", e);
        }
        RowsOptions options = new RowsOptions(settings);
        try {
            return new Rows(options, RocksDB.open(options.options(), settings.folder().toString()));
        } catch (RocksDBException e) {
            options.close();
            throw new Failure.Unavailable("the index does not open", e);
        }
    }

    /// {@return the value of a row}
    ///
    /// @throws Failure.Syntax if it is damaged
    /// @throws Failure.Unavailable if it cannot be read
    public Optional<byte[]> get(byte[] key) {
        Lock reading = begin();
        try {
            return Optional.ofNullable(rocks.get(key));
        } catch (RocksDBException e) {
            throw unreadable(e);
        } finally {
            reading.unlock();
        }
    }

    /// {@return the values of these rows, in the order of the keys}
    ///
    /// @throws Failure.Syntax if one is damaged
    /// @throws Failure.Unavailable if they cannot be read
    public List<Optional<byte[]>> get(List<byte[]> keys) {
        Lock reading = begin();
        try {
            return rocks.multiGetAsList(keys).stream().map(Optional::ofNullable).toList();
        } catch (RocksDBException e) {
            throw unreadable(e);
        } finally {
            reading.unlock();
        }
    }

    /// Calls `row` with key and value of each row whose key begins with `prefix`, in order.
    ///
    /// @throws Failure.Syntax if they are damaged
    /// @throws Failure.Unavailable if they cannot be read
    public void scan(byte[] prefix, BiConsumer<byte[], byte[]> row) {
        Lock reading = begin();
        try (ReadOptions options = new ReadOptions()) {
            RowSnapshot.scan(rocks, options, prefix, row);
        } finally {
            reading.unlock();
        }
    }

    /// Reads many rows as they are now, whatever is written meanwhile. The rows cannot be closed
    /// before `work` ends.
    public void atOneMoment(Consumer<RowScan> work) {
        Lock reading = begin();
        try (RowSnapshot snapshot = new RowSnapshot(rocks)) {
            work.accept(snapshot);
        } finally {
            reading.unlock();
        }
    }

    /// Takes what was removed off the disk.
    ///
    /// @throws Failure.Unavailable if that fails
    public void compact() {
        Lock reading = begin();
        try (CompactRangeOptions options =
                new CompactRangeOptions()
                        .setBottommostLevelCompaction(
                                CompactRangeOptions.BottommostLevelCompaction.kForce)) {
            rocks.compactRange(rocks.getDefaultColumnFamily(), null, null, options);
        } catch (RocksDBException e) {
            throw unwritable(e);
        } finally {
            reading.unlock();
        }
    }

    /// Makes the changes of a batch. They can be read at once, and last once they are flushed.
    ///
    /// @throws Failure.Unavailable if that fails; then nothing can be written any more
    public void write(RowBatch batch) {
        Lock reading = begin();
        try {
            rocks.write(unlogged, batch.batch());
        } catch (RocksDBException e) {
            throw unwritable(e);
        } finally {
            reading.unlock();
        }
    }

    /// Makes all that was written durable.
    ///
    /// @throws Failure.Unavailable if that fails; then nothing can be written any more
    public void flush() {
        Lock reading = begin();
        try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            rocks.flush(waiting);
        } catch (RocksDBException e) {
            throw unwritable(e);
        } finally {
            reading.unlock();
        }
    }

    /// Waits for what was begun, and closes.
    @Override
    public void close() {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            if (!closed) {
                closed = true;
                rocks.close();
                unlogged.close();
                options.close();
            }
        } finally {
            writing.unlock();
        }
    }

    private Lock begin() {
        Lock reading = lock.readLock();
        reading.lock();
        if (closed) {
            reading.unlock();
            throw new Failure.Unavailable("the index is closed");
        }
        return reading;
    }

    static Failure unreadable(RocksDBException cause) {
        Status status = cause.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption
                ? new Failure.Syntax(String.valueOf(cause.getMessage()))
                : new Failure.Unavailable("the index cannot be read", cause);
    }

    private static Failure.Unavailable unwritable(RocksDBException cause) {
        return new Failure.Unavailable("the index cannot be written", cause);
    }
}
