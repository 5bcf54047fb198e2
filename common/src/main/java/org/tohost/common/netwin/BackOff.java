package org.tohost.common.netwin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// When to try again what has failed: the first `free` times in a row at once, then after 100 ms,
/// 200 ms, and so on up to 30 s.
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Clock clock;
    private final int free;
    private int failures;
    private Instant until = Instant.MIN;

    BackOff(Clock clock, int free) {
        this.clock = clock;
        this.free = free;
    }

    synchronized boolean over() {
        return !clock.instant().isBefore(until);
    }

    synchronized void succeeded() {
        failures = 0;
        until = Instant.MIN;
    }

    synchronized void failed() {
        failures++;
        int doublings = failures - free - 1;
        if (doublings >= 0) {
            Duration wait = FIRST.multipliedBy(1L << Math.min(doublings, 20));
            until = clock.instant().plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
        }
    }
}
