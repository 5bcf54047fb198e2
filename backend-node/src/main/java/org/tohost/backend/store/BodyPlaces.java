package org.tohost.backend.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tohost.backend.log.StoredBody;

/// Where bodies lie: the last [#KEPT] that anybody asked for or brought are in memory, the others
/// are read from the index. Any thread.
final class BodyPlaces {
    /// How many places are kept in memory.
    static final int KEPT = 10_000;

    private final StoreIndex index;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, StoredBody> latest =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, StoredBody> eldest) {
                    return size() > KEPT;
                }
            };

    BodyPlaces(StoreIndex index) {
        this.index = index;
    }

    /// {@return where this body lies, as far as the index knows}
    Optional<StoredBody> find(long id) {
        Optional<StoredBody> kept = kept(id);
        if (kept.isPresent()) {
            return kept;
        }
        Optional<StoredBody> read = index.body(id);
        read.ifPresent(this::keep);
        return read;
    }

    /// Reads a place again: the body has moved.
    void forget(long id) {
        lock.lock();
        try {
            latest.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /// Keeps a place in memory.
    void keep(StoredBody body) {
        lock.lock();
        try {
            latest.put(body.id(), body);
        } finally {
            lock.unlock();
        }
    }

    private Optional<StoredBody> kept(long id) {
        lock.lock();
        try {
            return Optional.ofNullable(latest.get(id));
        } finally {
            lock.unlock();
        }
    }
}
