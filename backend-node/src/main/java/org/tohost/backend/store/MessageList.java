package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The messages of a mailbox by rising UID: a persistent vector of chunks. A changed list shares
/// with its predecessor every chunk in which nothing changed. Immutable.
///
/// What was not used for long is not in memory; reading it may fail with
/// [org.tohost.common.failure.Failure.Unavailable] when the index on the disk does.
public final class MessageList {
    /// The list without messages.
    public static final MessageList EMPTY = new MessageList(List.of());

    private final Chunk[] chunks;
    private final int[] starts; // of each chunk: how many messages stand before it
    private final int size;
    private final int unseen;
    private final long octets;
    private final int unindexed;

    private MessageList(List<Chunk> chunks) {
        this.chunks = chunks.toArray(new Chunk[0]);
        this.starts = new int[this.chunks.length];
        int count = 0;
        int unseenCount = 0;
        long sum = 0;
        int unindexedCount = 0;
        for (int i = 0; i < this.chunks.length; i++) {
            Chunk chunk = this.chunks[i];
            starts[i] = count;
            count += chunk.size();
            unseenCount += chunk.unseen();
            sum += chunk.octets();
            unindexedCount += chunk.id() == 0 ? chunk.size() : 0;
        }
        this.size = count;
        this.unseen = unseenCount;
        this.octets = sum;
        this.unindexed = unindexedCount;
    }

    /// {@return the messages of these chunks, in this order}
    static MessageList of(List<Chunk> chunks) {
        return chunks.isEmpty() ? EMPTY : new MessageList(chunks);
    }

    /// {@return how many messages there are}
    public int size() {
        return size;
    }

    /// {@return the message at this place, from 0}
    public Message get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("message " + index + " of " + size);
        }
        int found = Arrays.binarySearch(starts, index);
        int chunk = found >= 0 ? found : -found - 2;
        return chunks[chunk].messages()[index - starts[chunk]];
    }

    /// {@return the place of this UID, or `-(place where it would stand) - 1`}
    public int indexOf(long uid) {
        int chunk = chunkOf(uid);
        if (chunk < 0) {
            return -1;
        }
        int found = search(chunks[chunk].messages(), uid);
        return found >= 0 ? starts[chunk] + found : found - starts[chunk];
    }

    /// {@return all, by rising UID}
    public Stream<Message> stream() {
        return Arrays.stream(chunks).flatMap(chunk -> Arrays.stream(chunk.messages()));
    }

    /// {@return how many messages lack \Seen}
    int unseen() {
        return unseen;
    }

    /// {@return what the messages amount to}
    public Usage usage() {
        return new Usage(octets, size);
    }

    /// {@return how many messages stood in chunks that the index did not have when this list was
    /// made}
    int unindexed() {
        return unindexed;
    }

    List<Chunk> chunks() {
        return Arrays.asList(chunks);
    }

    /// {@return this list and a message with a higher UID than all others}
    MessageList plus(Message message) {
        if (size > 0 && chunks[chunks.length - 1].last() >= message.uid()) {
            throw new IllegalArgumentException("UIDs rise");
        }
        List<Chunk> all = new ArrayList<>(chunks.length + 1);
        all.addAll(Arrays.asList(chunks));
        if (chunks.length > 0 && chunks[chunks.length - 1].size() < Chunk.MOST) {
            Message[] last = chunks[chunks.length - 1].messages();
            Message[] longer = Arrays.copyOf(last, last.length + 1);
            longer[last.length] = message;
            all.set(chunks.length - 1, new Chunk(longer));
        } else {
            all.add(new Chunk(message));
        }
        return new MessageList(all);
    }

    /// {@return this list and other messages, by rising UID, none of which is in it}
    MessageList with(List<Message> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Chunk> all = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < chunks.length; i++) {
            int from = taken;
            long end = i + 1 == chunks.length ? Long.MAX_VALUE : chunks[i + 1].first();
            while (taken < more.size() && more.get(taken).uid() < end) {
                taken++;
            }
            if (from == taken) {
                all.add(chunks[i]);
            } else {
                Stream<Message> here = Arrays.stream(chunks[i].messages());
                addSplit(all, Stream.concat(here, more.subList(from, taken).stream()));
            }
        }
        addSplit(all, more.subList(taken, more.size()).stream());
        return new MessageList(all);
    }

    /// {@return those with these UIDs, by rising UID}
    List<Message> among(Uids uids) {
        List<Message> found = new ArrayList<>();
        for (Chunk chunk : chunks) {
            if (touches(uids, chunk)) {
                for (Message message : chunk.messages()) {
                    if (uids.contains(message.uid())) {
                        found.add(message);
                    }
                }
            }
        }
        return found;
    }

    /// {@return this list without these UIDs}
    MessageList minus(Uids uids) {
        List<Chunk> left = new ArrayList<>();
        for (Chunk chunk : chunks) {
            if (touches(uids, chunk)) {
                addOrMerge(left, without(uids, chunk.messages()));
            } else {
                left.add(chunk);
            }
        }
        return new MessageList(left);
    }

    /// {@return this list with the messages of these UIDs replaced}
    MessageList replace(Uids uids, UnaryOperator<Message> change) {
        List<Chunk> all = new ArrayList<>(chunks.length);
        for (Chunk chunk : chunks) {
            all.add(
                    touches(uids, chunk)
                            ? new Chunk(replaced(uids, chunk.messages(), change))
                            : chunk);
        }
        return new MessageList(all);
    }

    Cursor cursor() {
        return new Cursor(chunks);
    }

    private int chunkOf(long uid) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle].first() <= uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private static int search(Message[] chunk, long uid) {
        int low = 0;
        int high = chunk.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = chunk[middle].uid();
            if (found == uid) {
                return middle;
            }
            if (found < uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private static boolean touches(Uids uids, Chunk chunk) {
        return uids.anyBetween(chunk.first(), chunk.last());
    }

    private static Message[] without(Uids uids, Message[] chunk) {
        return Arrays.stream(chunk).filter(m -> !uids.contains(m.uid())).toArray(Message[]::new);
    }

    private static Message[] replaced(Uids uids, Message[] chunk, UnaryOperator<Message> change) {
        Message[] copy = chunk.clone();
        for (int i = 0; i < copy.length; i++) {
            if (uids.contains(copy[i].uid())) {
                copy[i] = change.apply(copy[i]);
            }
        }
        return copy;
    }

    private static void addSplit(List<Chunk> list, Stream<Message> messages) {
        Message[] all =
                messages.sorted(Comparator.comparingLong(Message::uid)).toArray(Message[]::new);
        for (int at = 0; at < all.length; at += Chunk.MOST) {
            list.add(new Chunk(Arrays.copyOfRange(all, at, Math.min(at + Chunk.MOST, all.length))));
        }
    }

    /// What is left of a chunk joins its neighbour if both are small, so that a mailbox that is
    /// emptied message by message does not end as many tiny chunks.
    private static void addOrMerge(List<Chunk> list, Message[] rest) {
        if (rest.length == 0) {
            return;
        }
        int last = list.size() - 1;
        if (last >= 0 && list.get(last).size() + rest.length <= Chunk.MOST / 2) {
            Message[] before = list.get(last).messages();
            Message[] joined = Arrays.copyOf(before, before.length + rest.length);
            System.arraycopy(rest, 0, joined, before.length, rest.length);
            list.set(last, new Chunk(joined));
        } else {
            list.add(new Chunk(rest));
        }
    }

    /// A walk over a list that can tell and skip shared chunks.
    static final class Cursor {
        private final Chunk[] chunks;
        private int chunk;
        private int offset;

        private Cursor(Chunk[] chunks) {
            this.chunks = chunks;
        }

        boolean atEnd() {
            return chunk == chunks.length;
        }

        Message message() {
            return chunks[chunk].messages()[offset];
        }

        void advance() {
            offset++;
            if (offset == chunks[chunk].size()) {
                skipChunk();
            }
        }

        boolean sharesChunkWith(Cursor other) {
            return offset == 0 && other.offset == 0 && chunks[chunk] == other.chunks[other.chunk];
        }

        void skipChunk() {
            chunk++;
            offset = 0;
        }
    }
}
