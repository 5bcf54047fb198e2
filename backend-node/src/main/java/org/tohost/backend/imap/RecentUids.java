package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.store.MessageList;

/// The UIDs that are \Recent in one session: few ranges, since UIDs are claimed in rising order.
final class RecentUids {
    private final List<Range> ranges = new ArrayList<>();

    private record Range(long first, long end) {}

    /// Adds the UIDs from `first` up to, not including, `end`; never lower ones than before.
    void add(long first, long end) {
        long known = ranges.isEmpty() ? 0 : ranges.getLast().end();
        long from = Math.max(first, known);
        if (from >= end) {
            return;
        }
        ranges.add(new Range(from == known ? ranges.removeLast().first() : from, end));
    }

    /// {@return true if the message with this UID is \Recent}
    boolean contains(long uid) {
        return ranges.stream().anyMatch(range -> range.first() <= uid && uid < range.end());
    }

    /// {@return how many of these messages are \Recent}
    int count(MessageList messages) {
        return ranges.stream()
                .mapToInt(range -> place(messages, range.end()) - place(messages, range.first()))
                .sum();
    }

    /// {@return how many of these messages have a UID below this one}
    static int place(MessageList messages, long uid) {
        int index = messages.indexOf(uid);
        return index >= 0 ? index : -index - 1;
    }
}
