package org.tohost.backend.store;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tohost.common.failure.Failure;

/// The chunks that have a row in the index and that somebody holds: one object for each, so that
/// views that were loaded at different times share them. Any thread.
final class ChunkTable implements ChunkSource {
    private final StoreIndex index;
    private final Residents residents;
    private final Map<Long, Held> held = new ConcurrentHashMap<>();
    private final ReferenceQueue<Chunk> dropped = new ReferenceQueue<>();

    private static final class Held extends WeakReference<Chunk> {
        private final long id;

        private Held(long id, Chunk chunk, ReferenceQueue<Chunk> dropped) {
            super(chunk, dropped);
            this.id = id;
        }
    }

    ChunkTable(StoreIndex index, Residents residents) {
        this.index = index;
        this.residents = residents;
    }

    /// {@return the chunk of this row; its messages are read when they are needed}
    Chunk chunk(ChunkRef ref) {
        forgetDropped();
        while (true) {
            Optional<Chunk> there = find(ref.id());
            if (there.isPresent()) {
                return there.get();
            }
            Chunk chunk = new Chunk(ref, this);
            Held mine = new Held(ref.id(), chunk, dropped);
            Held other = held.putIfAbsent(ref.id(), mine);
            if (other == null) {
                return chunk;
            }
            if (other.get() == null) {
                held.remove(ref.id(), other);
            }
        }
    }

    /// {@return the chunk of this row, if anybody holds it}
    Optional<Chunk> find(long id) {
        return Optional.ofNullable(held.get(id)).map(Reference::get);
    }

    /// A chunk has got a row: its messages may leave memory from now on.
    void indexed(Chunk chunk, long id) {
        forgetDropped();
        held.put(id, new Held(id, chunk, dropped));
        chunk.indexed(id, this);
        residents.add(chunk);
    }

    @Override
    public List<Optional<PackedMessages>> read(List<Long> ids) {
        return index.chunks(ids);
    }

    @Override
    public long turn() {
        return residents.turns();
    }

    @Override
    public void loaded(Chunk chunk) {
        residents.add(chunk);
    }

    @Override
    public Failure.Unavailable missing(String what) {
        return index.broken(what + " is missing");
    }

    private void forgetDropped() {
        for (Reference<? extends Chunk> gone = dropped.poll();
                gone != null;
                gone = dropped.poll()) {
            if (gone instanceof Held entry) {
                held.remove(entry.id, entry);
            }
        }
    }
}
