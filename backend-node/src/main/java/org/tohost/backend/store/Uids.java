package org.tohost.backend.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/// A set of UIDs, in rising order. Immutable.
public final class Uids {
    /// No UID.
    public static final Uids NONE = new Uids(new long[0]);

    private final long[] values;

    private Uids(long[] sorted) {
        this.values = sorted;
    }

    /// {@return the set of these}
    public static Uids of(long... uids) {
        return of(Arrays.stream(uids));
    }

    /// {@return the set of these}
    public static Uids of(LongStream uids) {
        return new Uids(uids.sorted().distinct().toArray());
    }

    /// {@return the set of these}
    public static Uids of(Collection<Long> uids) {
        return of(uids.stream().mapToLong(Long::longValue));
    }

    /// {@return the UIDs of these messages}
    public static Uids ofMessages(Collection<Message> messages) {
        return of(messages.stream().mapToLong(Message::uid));
    }

    /// {@return how many there are}
    public int size() {
        return values.length;
    }

    /// {@return the UID at this place, from 0}
    public long get(int index) {
        return values[index];
    }

    /// {@return true if there are none}
    public boolean isEmpty() {
        return values.length == 0;
    }

    /// {@return true if this UID is one of them}
    public boolean contains(long uid) {
        return Arrays.binarySearch(values, uid) >= 0;
    }

    /// {@return all, in rising order}
    public LongStream stream() {
        return Arrays.stream(values);
    }

    boolean anyBetween(long first, long last) {
        int found = Arrays.binarySearch(values, first);
        int from = found >= 0 ? found : -found - 1;
        return from < values.length && values[from] <= last;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Uids that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
