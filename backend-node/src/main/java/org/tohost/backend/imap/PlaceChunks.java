package org.tohost.backend.imap;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.tohost.backend.imap.SelectedMailbox.Places;

/// The places of a message set, some at a time, so that a set of a million messages takes no memory
/// for each of them. One thread.
final class PlaceChunks {
    private final Iterator<Places> ranges;
    private final int most;
    private Places range = new Places(0, 0);

    /// @param most how many places come at a time
    PlaceChunks(List<Places> ranges, int most) {
        this.ranges = ranges.iterator();
        this.most = most;
    }

    /// {@return the next places; none at the end}
    int[] next() {
        int[] places = new int[most];
        int count = 0;
        while (count < most && (range.from() < range.to() || ranges.hasNext())) {
            if (range.from() < range.to()) {
                places[count++] = range.from();
                range = new Places(range.from() + 1, range.to());
            } else {
                range = ranges.next();
            }
        }
        return Arrays.copyOf(places, count);
    }
}
