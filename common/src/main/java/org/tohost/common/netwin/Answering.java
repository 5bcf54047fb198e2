package org.tohost.common.netwin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the peers answer. Fed by every question; asks by itself only if the last news is bad or
/// old, one caller at a time. Logs each change, once.
final class Answering {
    private static final Logger log = LoggerFactory.getLogger(Answering.class);

    /// News older than this is no news.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final String module;
    private final Clock clock;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile State state = new State(true, Instant.MIN);

    private record State(boolean good, Instant since) {}

    Answering(String module, Clock clock) {
        this.module = module;
        this.clock = clock;
    }

    void answered() {
        if (!replace(true)) {
            log.info("{}: answers again", module);
        }
    }

    void failed(String detail) {
        if (replace(false)) {
            log.error("{}: gives no usable answer: {}", module, detail);
        }
    }

    /// {@return true if the last news is good, after `probe` if that is old; `probe` itself feeds
    /// this object}
    boolean good(Runnable probe) {
        State known = state;
        boolean fresh = known.since.isAfter(clock.instant().minus(FRESH));
        if (!(known.good && fresh) && probing.tryLock()) {
            try {
                probe.run();
            } finally {
                probing.unlock();
            }
        }
        return state.good;
    }

    private boolean replace(boolean good) {
        boolean before = state.good;
        state = new State(good, clock.instant());
        return before;
    }
}
