package org.tohost.backend.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A set of UIDs, in rising order, kept as runs without gaps. Immutable.
public final class Uids {
    /// No UID.
    public static final Uids NONE = new Uids(new long[0], new long[0]);

    private final long[] firsts;
    private final long[] lasts;
    private final long[] before; // of each run: how many UIDs stand before it

    /// @param firsts the first UID of each run
    /// @param lasts the last UID of each run, before the first of the next with a gap
    private Uids(long[] firsts, long[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
        this.before = new long[firsts.length];
        for (int i = 1; i < firsts.length; i++) {
            before[i] = before[i - 1] + lasts[i - 1] - firsts[i - 1] + 1;
        }
    }

    /// {@return the set of these}
    public static Uids of(long... uids) {
        return of(Arrays.stream(uids));
    }

    /// {@return the set of these}
    public static Uids of(Collection<Long> uids) {
        return of(uids.stream().mapToLong(Long::longValue));
    }

    /// {@return the set of these}
    public static Uids of(LongStream uids) {
        return ofRuns(uids.sorted().flatMap(uid -> LongStream.of(uid, uid)).toArray());
    }

    /// {@return the UIDs of these messages}
    public static Uids ofMessages(Collection<Message> messages) {
        return of(messages.stream().mapToLong(Message::uid));
    }

    /// {@return the set of these runs}
    ///
    /// @param bounds of each run its first and its last UID; the firsts rise
    public static Uids ofRuns(long... bounds) {
        long[] firsts = new long[bounds.length / 2];
        long[] lasts = new long[bounds.length / 2];
        int count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (count > 0 && bounds[i] <= lasts[count - 1] + 1) {
                lasts[count - 1] = Math.max(lasts[count - 1], bounds[i + 1]);
            } else {
                firsts[count] = bounds[i];
                lasts[count] = bounds[i + 1];
                count++;
            }
        }
        return new Uids(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count));
    }

    /// {@return how many there are}
    public int size() {
        int last = firsts.length - 1;
        return last < 0 ? 0 : (int) (before[last] + lasts[last] - firsts[last] + 1);
    }

    /// {@return the UID at this place, from 0}
    public long get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("UID " + index + " of " + size());
        }
        int run = lowerOrEqual(before, index);
        return firsts[run] + index - before[run];
    }

    /// {@return true if there are none}
    public boolean isEmpty() {
        return firsts.length == 0;
    }

    /// {@return true if this UID is one of them}
    public boolean contains(long uid) {
        int run = lowerOrEqual(firsts, uid);
        return run >= 0 && uid <= lasts[run];
    }

    /// {@return those that are in both}
    public Uids among(Uids others) {
        LongStream.Builder bounds = LongStream.builder();
        for (int i = 0, j = 0; i < runs() && j < others.runs(); ) {
            long first = Math.max(firsts[i], others.firsts[j]);
            long last = Math.min(lasts[i], others.lasts[j]);
            if (first <= last) {
                bounds.add(first).add(last);
            }
            if (lasts[i] < others.lasts[j]) {
                i++;
            } else {
                j++;
            }
        }
        return ofRuns(bounds.build().toArray());
    }

    /// {@return all, in rising order}
    public LongStream stream() {
        return IntStream.range(0, runs())
                .mapToObj(i -> LongStream.rangeClosed(firsts[i], lasts[i]))
                .flatMapToLong(run -> run);
    }

    int runs() {
        return firsts.length;
    }

    long first(int run) {
        return firsts[run];
    }

    long last(int run) {
        return lasts[run];
    }

    boolean anyBetween(long first, long last) {
        int run = lowerOrEqual(firsts, last);
        return run >= 0 && lasts[run] >= first;
    }

    private static int lowerOrEqual(long[] sorted, long value) {
        int found = Arrays.binarySearch(sorted, value);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Uids that
                && Arrays.equals(firsts, that.firsts)
                && Arrays.equals(lasts, that.lasts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(firsts) * 31 + Arrays.hashCode(lasts);
    }

    /// {@return the set as IMAP writes it: `1:3,7`}
    @Override
    public String toString() {
        return IntStream.range(0, runs())
                .mapToObj(i ->
                        firsts[i] == lasts[i]
                                ? Long.toString(firsts[i])
                                : firsts[i] + ":" + lasts[i])
                .collect(Collectors.joining(","));
    }
}
