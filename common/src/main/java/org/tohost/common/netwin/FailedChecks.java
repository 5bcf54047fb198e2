package org.tohost.common.netwin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many checks of passwords have failed lately for an address: so many may at once, and again
/// within each minute. Addresses whose last failure is long ago are forgotten first.
final class FailedChecks {
    private static final int MOST_ADDRESSES = 10_000;

    private final Clock clock;
    private final Duration each;
    private final Duration minute = Duration.ofMinutes(1);

    /// For each address: when all that failed will be made good.
    private final Map<String, Instant> paidOff =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    FailedChecks(int aMinute, Clock clock) {
        this.each = minute.dividedBy(aMinute);
        this.clock = clock;
    }

    /// {@return true if one more check for this address may fail}
    synchronized boolean mayFail(String address) {
        Instant due = paidOff.getOrDefault(address, Instant.MIN);
        return !due.plus(each).isAfter(clock.instant().plus(minute));
    }

    synchronized void failed(String address) {
        Instant now = clock.instant();
        Instant due = paidOff.getOrDefault(address, now);
        paidOff.put(address, (due.isAfter(now) ? due : now).plus(each));
    }
}
