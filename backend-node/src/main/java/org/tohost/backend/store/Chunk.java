package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A part of a mailbox: up to [#MOST] messages by rising UID. Immutable to whoever reads; once the
/// index has its messages they may leave memory, and are read again when somebody wants them. Any
/// thread.
///
/// What is read counts as used only if it is wanted again after others have come: whoever reads a
/// large mailbox from one end to the other drives nothing out that others use.
final class Chunk implements Resident {
    /// How many messages a chunk has at most.
    static final int MOST = 128;

    private static final long PASSING = 64; // so many others come while one reader passes by

    private final long first;
    private final long last;
    private final Tally tally;
    private volatile @Nullable PackedMessages messages;
    private volatile @Nullable Indexed indexed;
    private volatile long used; // the turn of the last use
    private volatile long passed; // uses up to this turn do not count
    private boolean pinned;

    private record Indexed(long id, ChunkSource source) {}

    /// A chunk that the index does not have.
    private Chunk(PackedMessages messages, Tally tally) {
        this.first = messages.uid(0);
        this.last = messages.uid(messages.size() - 1);
        this.messages = messages;
        this.tally = tally;
    }

    /// A chunk whose messages the index has.
    Chunk(ChunkRef ref, ChunkSource source) {
        this.first = ref.first();
        this.last = ref.last();
        this.tally = ref.tally();
        this.indexed = new Indexed(ref.id(), source);
    }

    /// {@return a chunk of these, at least one}
    static Chunk of(Message... messages) {
        return new Chunk(PackedMessages.of(messages), Tally.of(messages));
    }

    /// {@return these messages, by rising UID, as few chunks as can be}
    static List<Chunk> split(Iterator<Message> messages) {
        List<Chunk> chunks = new ArrayList<>();
        List<Message> next = new ArrayList<>(MOST);
        while (messages.hasNext()) {
            next.add(messages.next());
            if (next.size() == MOST || !messages.hasNext()) {
                chunks.add(of(next.toArray(Message[]::new)));
                next.clear();
            }
        }
        return chunks;
    }

    /// Brings chunks that the index has into memory, by one reading.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the index cannot be read
    static void load(List<Chunk> chunks) {
        if (!chunks.isEmpty()) {
            ChunkSource source = chunks.getFirst().inIndex().source();
            List<Optional<PackedMessages>> read =
                    source.read(chunks.stream().map(Chunk::id).toList());
            for (int i = 0; i < read.size(); i++) {
                var _ = chunks.get(i).loaded(read.get(i));
            }
        }
    }

    /// {@return this and a message with a higher UID}
    Chunk plus(Message message) {
        return new Chunk(messages().plus(message), tally.plus(message));
    }

    /// {@return this with the messages of these UIDs replaced}
    Chunk replaced(Uids uids, UnaryOperator<Message> change) {
        PackedMessages before = messages();
        PackedMessages.Packing packing = new PackedMessages.Packing(before.size());
        Optional<Tally> after = Optional.of(tally);
        for (int i = 0; i < before.size(); i++) {
            if (uids.contains(before.uid(i))) {
                Message was = before.get(i);
                Message is = change.apply(was);
                packing.add(is);
                after = after.flatMap(known -> known.with(was, is));
            } else {
                packing.copy(before, i, i + 1);
            }
        }
        PackedMessages packed = packing.packed();
        return new Chunk(packed, after.orElseGet(() -> Tally.of(packed.all())));
    }

    /// {@return what can be told without the messages}
    ChunkRef ref() {
        return new ChunkRef(id(), first, last, tally);
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /// {@return what is known of its messages together}
    Tally tally() {
        return tally;
    }

    /// {@return the id of its row in the index, 0 if it has none yet}
    long id() {
        Indexed known = indexed;
        return known == null ? 0 : known.id();
    }

    /// {@return true if the messages are in memory}
    boolean isLoaded() {
        return messages != null;
    }

    /// {@return the messages}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the index cannot be read
    PackedMessages messages() {
        Indexed known = indexed;
        if (known != null) {
            long now = known.source().turn();
            if (used != now) {
                used = now;
            }
        }
        PackedMessages there = messages;
        return there != null ? there : loaded(inIndex().source().read(List.of(id())).getFirst());
    }

    /// The index has the messages now: they may leave.
    void indexed(long id, ChunkSource source) {
        passed = source.turn();
        indexed = new Indexed(id, source);
    }

    /// The messages stay in memory as long as this chunk: their row is about to go.
    void pin() {
        PackedMessages there = messages();
        synchronized (this) {
            messages = there;
            pinned = true;
        }
    }

    @Override
    public long weight() {
        PackedMessages there = messages;
        return there == null ? 0 : there.weight();
    }

    @Override
    public boolean wasUsed() {
        boolean was = used > passed;
        passed = inIndex().source().turn();
        return was;
    }

    @Override
    public synchronized void leave() {
        if (!pinned && indexed != null) {
            messages = null;
        }
    }

    private Indexed inIndex() {
        Indexed known = indexed;
        if (known == null) {
            throw new IllegalStateException("a chunk without messages and without a row");
        }
        return known;
    }

    private PackedMessages loaded(Optional<PackedMessages> read) {
        Indexed known = inIndex();
        PackedMessages loaded;
        synchronized (this) {
            PackedMessages there = messages;
            if (there != null) { // another was faster, or the row is gone and this is pinned
                return there;
            }
            loaded = read.orElseThrow(() -> known.source().missing("chunk " + known.id()));
            messages = loaded;
            passed = known.source().turn() + PASSING;
        }
        known.source().loaded(this);
        return loaded;
    }
}
