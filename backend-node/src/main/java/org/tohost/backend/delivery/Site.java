package org.tohost.backend.delivery;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.tohost.common.domain.NodeId;

/// Where and when delivery happens: this node, its clock, its randomness.
public record Site(NodeId self, Clock clock, RandomGenerator random) {
    /// {@return a new name for a message: the time in milliseconds, then 41 bits of chance, in
    /// letters and digits; no other node gives the same}
    String nextQueueId() {
        String time = Long.toString(clock.millis(), 36);
        String chance = Long.toString(random.nextLong(1L << 40, 1L << 41), 36);
        return time + chance;
    }
}
