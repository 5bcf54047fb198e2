package org.tohost.backend.log;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.tohost.common.domain.NodeId;

/// What a log needs besides its folder.
///
/// @param segmentSize octets of a segment file, at least [#SMALLEST_SEGMENT]
/// @param origin the node that writes
/// @param random gives a new log its id
public record LogSettings(
        long segmentSize,
        NodeId origin,
        Clock clock,
        RandomGenerator random,
        Disk disk,
        CommitMeter meter) {
    /// The smallest segment that makes sense.
    public static final long SMALLEST_SEGMENT = 4096;

    /// Checks the size.
    public LogSettings {
        if (segmentSize < SMALLEST_SEGMENT || segmentSize > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("segments have 4 KiB to 2 GiB");
        }
    }
}
