package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A part of a mailbox: up to [#MOST] messages by rising UID. Immutable to whoever reads; once the
/// index has its messages they may leave memory, and are read again when somebody wants them. Any
/// thread.
final class Chunk implements Resident {
    /// How many messages a chunk has at most.
    static final int MOST = 128;

    private static final long WEIGHT = 300;

    private final long first;
    private final long last;
    private final Tally tally;
    private volatile Message @Nullable [] messages;
    private volatile @Nullable Indexed indexed;
    private volatile boolean used;
    private boolean pinned;

    private record Indexed(long id, ChunkSource source) {}

    /// A chunk that the index does not have. The messages, at least one, belong to it from now on.
    Chunk(Message... messages) {
        this.first = messages[0].uid();
        this.last = messages[messages.length - 1].uid();
        this.messages = messages;
        this.tally = Tally.of(messages);
    }

    /// A chunk whose messages the index has.
    Chunk(ChunkRef ref, ChunkSource source) {
        this.first = ref.first();
        this.last = ref.last();
        this.tally = ref.tally();
        this.indexed = new Indexed(ref.id(), source);
    }

    /// {@return these messages, by rising UID, as few chunks as can be}
    static List<Chunk> split(Stream<Message> messages) {
        Message[] all =
                messages.sorted(Comparator.comparingLong(Message::uid)).toArray(Message[]::new);
        List<Chunk> chunks = new ArrayList<>();
        for (int at = 0; at < all.length; at += MOST) {
            chunks.add(new Chunk(Arrays.copyOfRange(all, at, Math.min(at + MOST, all.length))));
        }
        return chunks;
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

    /// {@return the messages, which nobody changes}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the index cannot be read
    Message[] messages() {
        if (!used) {
            used = true;
        }
        Message[] there = messages;
        return there != null ? there : load();
    }

    /// The index has the messages now: they may leave.
    void indexed(long id, ChunkSource source) {
        indexed = new Indexed(id, source);
    }

    /// The messages stay in memory as long as this chunk: their row is about to go.
    void pin() {
        Message[] there = messages();
        synchronized (this) {
            messages = there;
            pinned = true;
        }
    }

    @Override
    public long weight() {
        long weight = 0;
        for (Message message : messages()) {
            weight += WEIGHT + message.body().prefix().length();
        }
        return weight;
    }

    @Override
    public boolean wasUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    @Override
    public synchronized void leave() {
        if (!pinned && indexed != null) {
            messages = null;
        }
    }

    private Message[] load() {
        Indexed known = indexed;
        if (known == null) {
            throw new IllegalStateException("a chunk without messages and without a row");
        }
        Optional<Message[]> read = known.source().read(known.id());
        Message[] loaded;
        synchronized (this) {
            Message[] there = messages; // another was faster, or the row is gone and this is pinned
            if (there != null) {
                return there;
            }
            loaded = read.orElseThrow(() -> known.source().missing("chunk " + known.id()));
            messages = loaded;
        }
        known.source().loaded(this);
        return loaded;
    }
}
