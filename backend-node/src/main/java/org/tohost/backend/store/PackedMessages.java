package org.tohost.backend.store;

import java.util.Arrays;

/// Messages by rising UID as the octets of a row of the index: in memory they take a fifth of what
/// they would take as objects, and a row that is read is ready at once. What is asked for is read
/// out of the octets each time. Immutable.
final class PackedMessages {
    private static final long WEIGHT = 80;

    private final byte[] octets; // messages, one behind the other
    private final int[] starts; // where each begins, and where the last one ends

    private PackedMessages(byte[] octets, int[] starts) {
        this.octets = octets;
        this.starts = starts;
    }

    /// {@return these messages}
    static PackedMessages of(Message... messages) {
        Packing packing = new Packing(messages.length);
        for (Message message : messages) {
            packing.add(message);
        }
        return packing.packed();
    }

    /// {@return the messages of a row}
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if it does not follow the format
    static PackedMessages read(byte[] row) {
        BinaryReader in = new BinaryReader(row);
        int[] starts = new int[in.count() + 1];
        int head = in.place();
        for (int i = 0; i + 1 < starts.length; i++) {
            starts[i] = in.place() - head;
            MessageCodec.skipMessage(in);
        }
        starts[starts.length - 1] = in.place() - head;
        in.end();
        return new PackedMessages(Arrays.copyOfRange(row, head, row.length), starts);
    }

    /// {@return them as a row}
    byte[] row() {
        byte[] count = new BinaryWriter().number(size()).toOctets();
        byte[] row = Arrays.copyOf(count, count.length + octets.length);
        System.arraycopy(octets, 0, row, count.length, octets.length);
        return row;
    }

    int size() {
        return starts.length - 1;
    }

    /// {@return the message at this place, from 0}
    Message get(int index) {
        return MessageCodec.readMessage(new BinaryReader(octets, starts[index]));
    }

    /// {@return its UID}
    long uid(int index) {
        return new BinaryReader(octets, starts[index]).number();
    }

    /// {@return its MODSEQ}
    long modSeq(int index) {
        BinaryReader in = new BinaryReader(octets, starts[index]);
        in.number();
        return in.number();
    }

    /// {@return all, as objects that nobody else has}
    Message[] all() {
        Message[] all = new Message[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = get(i);
        }
        return all;
    }

    /// {@return these and one more}
    PackedMessages plus(Message message) {
        Packing packing = new Packing(size() + 1);
        packing.copy(this, 0, size());
        packing.add(message);
        return packing.packed();
    }

    /// {@return about how many octets of memory they take}
    long weight() {
        return WEIGHT + octets.length + (long) Integer.BYTES * starts.length;
    }

    /// Messages that are put together, by rising UID: as objects, or as octets of others. One
    /// thread.
    static final class Packing {
        private final BinaryWriter out = new BinaryWriter();
        private int[] starts;
        private int count;

        /// @param expected about how many there will be
        Packing(int expected) {
            this.starts = new int[expected + 1];
        }

        void add(Message message) {
            next(out.length());
            MessageCodec.write(message, out);
        }

        /// Adds those of others from one place up to, not including, another.
        void copy(PackedMessages from, int first, int end) {
            int shift = out.length() - from.starts[first];
            for (int i = first; i < end; i++) {
                next(from.starts[i] + shift);
            }
            out.raw(from.octets, from.starts[first], from.starts[end]);
        }

        PackedMessages packed() {
            int[] all = Arrays.copyOf(starts, count + 1);
            all[count] = out.length();
            return new PackedMessages(out.toOctets(), all);
        }

        private void next(int start) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
            }
            starts[count++] = start;
        }
    }
}
