package org.tohost.backend.store;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.tohost.backend.log.FileDisk;
import org.tohost.backend.log.LogSettings;
import org.tohost.common.domain.NodeId;
import org.tohost.common.metrics.Meters;

/// What a store needs of the node it is in.
///
/// @param self the node
/// @param random gives a new store its id
public record StoreEnvironment(NodeId self, Clock clock, RandomGenerator random, Meters meters) {
    /// {@return what a log needs}
    public LogSettings log(StoreSettings settings) {
        return new LogSettings(
                settings.segmentSize().octets(),
                self,
                clock,
                random,
                new FileDisk(),
                meters::commit);
    }
}
