package org.tohost.ldap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the directory answers. Fed by every operation; asks by itself only if the last news is
/// bad or old, one caller at a time. Logs each change, once.
final class Health {
    private static final Logger log = LoggerFactory.getLogger(Health.class);

    /// News older than this is no news.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Clock clock;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile State state = new State(true, Instant.MIN);

    private record State(boolean good, Instant since) {}

    Health(Clock clock) {
        this.clock = clock;
    }

    /// The directory answered.
    void answered() {
        if (!replace(true)) {
            log.info("the directory answers again");
        }
    }

    /// It did not, or not usably.
    void failed(String detail) {
        if (replace(false)) {
            log.error("the directory gives no usable answer: {}", detail);
        }
    }

    /// {@return true if the last news is good, after `probe` if that is old; `probe` itself feeds
    /// this object}
    boolean good(BooleanSupplier probe) {
        State known = state;
        if (known.good && known.since.plus(FRESH).isAfter(clock.instant())) {
            return true;
        }
        if (!probing.tryLock()) {
            return known.good;
        }
        try {
            return probe.getAsBoolean();
        } finally {
            probing.unlock();
        }
    }

    private boolean replace(boolean good) {
        boolean before = state.good;
        state = new State(good, clock.instant());
        return before;
    }
}
