package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The messages of a mailbox by rising UID: a persistent vector of chunks. A changed list shares
/// with its predecessor every chunk in which nothing changed. Immutable.
public final class MessageList {
    /// The list without messages.
    public static final MessageList EMPTY = new MessageList(List.of());

    private static final int CHUNK = 256;

    private final Message[][] chunks;
    private final int[] starts; // of each chunk: how many messages stand before it
    private final int size;

    private MessageList(List<Message[]> chunks) {
        this.chunks = chunks.toArray(new Message[0][]);
        this.starts = new int[this.chunks.length];
        int count = 0;
        for (int i = 0; i < this.chunks.length; i++) {
            starts[i] = count;
            count += this.chunks[i].length;
        }
        this.size = count;
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
        return chunks[chunk][index - starts[chunk]];
    }

    /// {@return the place of this UID, or `-(place where it would stand) - 1`}
    public int indexOf(long uid) {
        int chunk = chunkOf(uid);
        if (chunk < 0) {
            return -1;
        }
        int found = search(chunks[chunk], uid);
        return found >= 0 ? starts[chunk] + found : found - starts[chunk];
    }

    /// {@return all, by rising UID}
    public Stream<Message> stream() {
        return Arrays.stream(chunks).flatMap(Arrays::stream);
    }

    /// {@return this list and a message with a higher UID than all others}
    MessageList plus(Message message) {
        if (size > 0 && get(size - 1).uid() >= message.uid()) {
            throw new IllegalArgumentException("UIDs rise");
        }
        List<Message[]> all = new ArrayList<>(Arrays.asList(chunks));
        if (chunks.length > 0 && chunks[chunks.length - 1].length < CHUNK) {
            Message[] last = chunks[chunks.length - 1];
            Message[] longer = Arrays.copyOf(last, last.length + 1);
            longer[last.length] = message;
            all.set(chunks.length - 1, longer);
        } else {
            all.add(new Message[] {message});
        }
        return new MessageList(all);
    }

    /// {@return this list without these UIDs}
    MessageList minus(Uids uids) {
        List<Message[]> left = new ArrayList<>();
        for (Message[] chunk : chunks) {
            Message[] rest = touches(uids, chunk) ? without(uids, chunk) : chunk;
            addOrMerge(left, rest, rest != chunk);
        }
        return new MessageList(left);
    }

    /// {@return this list with the messages of these UIDs replaced}
    MessageList replace(Uids uids, UnaryOperator<Message> change) {
        List<Message[]> all = new ArrayList<>(chunks.length);
        for (Message[] chunk : chunks) {
            all.add(touches(uids, chunk) ? replaced(uids, chunk, change) : chunk);
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
            if (chunks[middle][0].uid() <= uid) {
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

    private static boolean touches(Uids uids, Message[] chunk) {
        return uids.anyBetween(chunk[0].uid(), chunk[chunk.length - 1].uid());
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

    /// What is left of a chunk joins its neighbour if both are small, so that a mailbox that is
    /// emptied message by message does not end as many tiny chunks.
    private static void addOrMerge(List<Message[]> list, Message[] chunk, boolean shrunk) {
        if (chunk.length == 0) {
            return;
        }
        int last = list.size() - 1;
        if (shrunk && last >= 0 && list.get(last).length + chunk.length <= CHUNK / 2) {
            Message[] before = list.get(last);
            Message[] joined = Arrays.copyOf(before, before.length + chunk.length);
            System.arraycopy(chunk, 0, joined, before.length, chunk.length);
            list.set(last, joined);
        } else {
            list.add(chunk);
        }
    }

    /// A walk over a list that can tell and skip shared chunks.
    static final class Cursor {
        private final Message[][] chunks;
        private int chunk;
        private int offset;

        private Cursor(Message[][] chunks) {
            this.chunks = chunks;
        }

        boolean atEnd() {
            return chunk == chunks.length;
        }

        Message message() {
            return chunks[chunk][offset];
        }

        void advance() {
            offset++;
            if (offset == chunks[chunk].length) {
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
