package org.tohost.common.netwin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How many checks of passwords have failed lately for a source: so many may at once, and again
/// within each minute. Sources that nobody has asked for lately are forgotten first.
final class FailedChecks {
    private static final int MOST_SOURCES = 10_000;
    private static final int LONGEST_NAME = 320;

    private final Clock clock;
    private final Duration each;
    private final Duration minute = Duration.ofMinutes(1);

    /// For each source: when all that failed will be made good.
    private final Map<Source, Instant> paidOff =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, Instant> eldest) {
                    return size() > MOST_SOURCES;
                }
            };

    /// What counts together: all from the address of a client, or, where that is not known, all for
    /// one name from the software that asks.
    record Source(String address, String name) {
        static Source client(String address) {
            return new Source(address, "");
        }

        static Source unknown(String peer, String name) {
            String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
            return new Source(peer, start.toLowerCase(Locale.ROOT));
        }
    }

    FailedChecks(int aMinute, Clock clock) {
        this.each = minute.dividedBy(aMinute);
        this.clock = clock;
    }

    /// {@return true if one more check from there may fail}
    synchronized boolean mayFail(Source source) {
        Instant due = paidOff.getOrDefault(source, Instant.MIN);
        return !due.plus(each).isAfter(clock.instant().plus(minute));
    }

    synchronized void failed(Source source) {
        Instant now = clock.instant();
        Instant due = paidOff.getOrDefault(source, now);
        paidOff.put(source, (due.isAfter(now) ? due : now).plus(each));
    }
}
