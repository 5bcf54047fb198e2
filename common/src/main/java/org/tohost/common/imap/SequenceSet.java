package org.tohost.common.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tohost.common.failure.Failure;

/// A set of message numbers or UIDs as a client writes it: `1,5:7,12:*` (RFC 9051 9, sequence-set).
///
/// What `*` means is known only with a mailbox at hand: see [#resolve].
public record SequenceSet(List<Range> ranges) {
    /// The end of a range that stands for the largest number in use.
    public static final long STAR = Long.MAX_VALUE;

    /// No number.
    public static final SequenceSet NONE = new SequenceSet(List.of());

    private static final long MAX_NUMBER = 0xffff_ffffL;

    /// Copies the ranges.
    public SequenceSet {
        ranges = List.copyOf(ranges);
    }

    /// Numbers from `first` to `last`, both included, `first` not above `last`.
    public record Range(long first, long last) {
        /// {@return true if this number is in the range}
        public boolean contains(long number) {
            return first <= number && number <= last;
        }

        @Override
        public String toString() {
            return first == last ? number(first) : number(first) + ":" + number(last);
        }

        private static String number(long number) {
            return number == STAR ? "*" : Long.toString(number);
        }
    }

    /// Reads a set.
    ///
    /// @throws Failure.Syntax if it is not one, or a number is not 1 to 2^32 - 1
    public static SequenceSet parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String element : text.split(",", -1)) {
            int colon = element.indexOf(':');
            long one = number(colon < 0 ? element : element.substring(0, colon));
            long other = colon < 0 ? one : number(element.substring(colon + 1));
            ranges.add(new Range(Math.min(one, other), Math.max(one, other)));
        }
        return new SequenceSet(ranges);
    }

    /// {@return the set of these numbers, as few ranges as possible, in ascending order}
    public static SequenceSet of(Collection<Long> numbers) {
        return new SequenceSet(
                merged(numbers.stream().map(n -> new Range(n, n)).collect(Collectors.toList())));
    }

    /// {@return these numbers in this order, what rises by one at a time as one range}
    public static SequenceSet inOrder(LongStream numbers) {
        List<Range> ranges = new ArrayList<>();
        PrimitiveIterator.OfLong all = numbers.iterator();
        while (all.hasNext()) {
            long number = all.nextLong();
            boolean next = !ranges.isEmpty() && ranges.getLast().last() + 1 == number;
            ranges.add(new Range(next ? ranges.removeLast().first() : number, number));
        }
        return new SequenceSet(ranges);
    }

    /// {@return the ranges without `*`, ascending, disjoint, none beyond `largest` except as the
    /// client wrote it; `largest` is the largest number in use, 0 if none is}
    public List<Range> resolve(long largest) {
        List<Range> resolved = new ArrayList<>();
        for (Range range : ranges) {
            long first = range.first() == STAR ? largest : range.first();
            long last = range.last() == STAR ? largest : range.last();
            if (first > 0 && last > 0) {
                // 12:* with fewer messages is *:12 (RFC 9051 9, seq-range)
                resolved.add(new Range(Math.min(first, last), Math.max(first, last)));
            }
        }
        return merged(resolved);
    }

    /// {@return the numbers in the order of the ranges; for sets that were answered, not for what a
    /// client wrote}
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }

    private static List<Range> merged(List<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(Range::first));
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            Range before = merged.isEmpty() ? range : merged.getLast();
            if (!merged.isEmpty() && range.first() <= before.last() + 1) {
                merged.removeLast();
                merged.add(new Range(before.first(), Math.max(before.last(), range.last())));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }

    private static long number(String text) {
        if (text.equals("*")) {
            return STAR;
        }
        if (!text.isEmpty()
                && text.length() <= 10
                && text.charAt(0) != '0'
                && text.chars().allMatch(ImapChars::isDigit)) {
            long number = Long.parseLong(text);
            if (number <= MAX_NUMBER) {
                return number;
            }
        }
        throw new Failure.Syntax("bad number in a sequence set");
    }
}
