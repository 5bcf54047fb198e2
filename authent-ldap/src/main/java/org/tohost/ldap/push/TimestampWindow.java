package org.tohost.ldap.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Which entries to ask for, and which of the answers are new, where all there is to go by is
/// `modifyTimestamp`: whole seconds of the server's clock.
///
/// The server's clock is never behind the newest timestamp seen, plus the time that has passed
/// since. From a while before that on, entries are asked for again and again: writes in flight, and
/// those that come from another server, appear with older timestamps. An entry is told when its
/// timestamp is first seen, and once more when the second is over, since it may have been changed
/// again in the same second.
///
/// A timestamp from the future, as our own clock goes, counts when that comes: the server's clock
/// may have been wrong and be right again, or be ahead of ours.
final class TimestampWindow {
    /// How far back each question goes.
    static final Duration OVERLAP = Duration.ofSeconds(15);

    /// When a second on the server is over for certain, also for what shows late.
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final Clock clock;
    private final Map<String, Seen> seen = new HashMap<>();
    private Instant newest = Instant.EPOCH;
    private long newestAt;

    private record Seen(String stamp, Instant time, long at, boolean settled) {}

    /// `nanos` is a clock that only runs forward, such as `System.nanoTime()`; `clock` says what is
    /// in the future.
    TimestampWindow(LongSupplier nanos, Clock clock) {
        this.nanos = nanos;
        this.clock = clock;
        this.newestAt = nanos.getAsLong();
    }

    /// Begins anew: nothing in the directory, of all that is not from the future, is newer than
    /// this.
    void restart(Instant newestTimestamp) {
        seen.clear();
        newest = newestTimestamp;
        newestAt = nanos.getAsLong();
    }

    /// {@return from when on to ask}
    Instant from() {
        return server().minus(OVERLAP);
    }

    /// {@return a time that the server's clock has reached}
    private Instant server() {
        return newest.plusNanos(nanos.getAsLong() - newestAt);
    }

    /// Forgets what the next question will not bring again.
    void forget() {
        Instant from = from();
        seen.values().removeIf(entry -> entry.time.isBefore(from));
    }

    /// An answer brought this entry. `stamp` differs whenever the entry was changed, if `exact`;
    /// else only if it was changed in another second.
    ///
    /// {@return whether it is to be told}
    boolean tells(String dn, Instant time, String stamp, boolean exact) {
        long now = nanos.getAsLong();
        if (time.isAfter(server()) && !time.isAfter(clock.instant())) {
            newest = time;
            newestAt = now;
        }
        Seen before = seen.get(dn);
        if (before == null || !before.stamp.equals(stamp)) {
            seen.put(dn, new Seen(stamp, time, now, exact));
            return true;
        }
        if (before.settled || now - before.at < SETTLED.toNanos()) {
            return false;
        }
        seen.put(dn, new Seen(stamp, time, now, true));
        return true;
    }
}
