package org.tohost.backend.log;

import java.util.List;

/// Where a log ends after it was read.
///
/// @param sequence the last group, 0 if there is none
/// @param active the segment to go on in
/// @param position where the next group goes in it
/// @param ready segments behind it, empty
record LogEnd(long sequence, Segment active, long position, List<Segment> ready) {
    /// The epoch of every volume until volumes can be taken over.
    static final long EPOCH = 1;
}
