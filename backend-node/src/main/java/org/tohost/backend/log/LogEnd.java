package org.tohost.backend.log;

import java.util.List;

/// Where a log ends after it was read.
///
/// @param last the last group
/// @param active the segment to go on in
/// @param position where the next group goes in it
/// @param lastSegment the highest number of a segment
/// @param ready segments behind it, empty
record LogEnd(
        LogPosition last, Segment active, long position, long lastSegment, List<Segment> ready) {
    /// The epoch of every volume until volumes can be taken over.
    static final long EPOCH = 1;
}
