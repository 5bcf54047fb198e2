package org.tohost.backend.log;

import java.time.Duration;

/// Counts commits.
@FunctionalInterface
public interface CommitMeter {
    /// One force has made this many groups durable.
    void commit(int groups, long octets, Duration force);
}
