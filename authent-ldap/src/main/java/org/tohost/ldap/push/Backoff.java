package org.tohost.ldap.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before connecting again: twice as long after each failure, up to a bound, and
/// by chance up to a half shorter, so that nodes that lost a server together do not come back
/// together.
record Backoff(Duration first, Duration most, RandomGenerator random) {
    /// {@return the pause after this many failures in a row, at least one}
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long full = Math.min(first.toMillis() << doublings, most.toMillis());
        return Duration.ofMillis(Math.round(full * random.nextDouble(0.5, 1)));
    }
}
