package org.tohost.ldap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a server, or the directory as a whole, answers; fed by every operation. It knows at
/// once, and waits for nothing.
///
/// After an operation that failed it asks by itself, once. If that fails too the server is down:
/// nothing else is tried there, while one virtual thread asks again and again until there is an
/// answer. Each change is logged, once.
final class Health implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Health.class);

    /// For so long after a good answer to its own question, no failure is a reason to ask again.
    private static final Duration TRUST = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<Optional<String>> probe;
    private final Pauses pauses;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicReference<News> news =
            new AtomicReference<>(new News(State.UNKNOWN, "", 0));
    private volatile Instant proven = Instant.MIN;

    private enum State {
        UNKNOWN,
        UP,
        DOWN
    }

    private record News(State state, String trouble, int outages) {}

    /// `name` is for the log; `probe` asks within a time limit and gives what keeps the server from
    /// being used, nothing if all is well.
    Health(String name, Supplier<Optional<String>> probe, Pauses pauses, Clock clock) {
        this.name = name;
        this.probe = probe;
        this.pauses = pauses;
        this.clock = clock;
    }

    /// {@return whether the last news is good; without any, it asks in the background}
    boolean good() {
        State state = news.get().state;
        if (state == State.UNKNOWN) {
            ask();
        }
        return state == State.UP;
    }

    /// {@return why nothing should be tried, while the server is down}
    Optional<String> down() {
        News now = news.get();
        return now.state == State.DOWN ? Optional.of(now.trouble) : Optional.empty();
    }

    /// {@return how often the server has gone down so far}
    int outages() {
        return news.get().outages;
    }

    /// An operation got an answer.
    void answered() {
        News now = news.get();
        if (now.state == State.UNKNOWN) {
            var _ = news.compareAndSet(now, new News(State.UP, "", now.outages));
        }
    }

    /// An operation got none, or one that cannot be used.
    void failed(String detail) {
        if (down().isEmpty() && !proven.plus(TRUST).isAfter(clock.instant())) {
            log.debug("{}: {}", name, detail);
            ask();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void ask() {
        if (asking.compareAndSet(false, true)) {
            try {
                threads.execute(this::askUntilAnswered);
            } catch (RejectedExecutionException _) {
                // closed
            }
        }
    }

    private void askUntilAnswered() {
        try {
            Optional<String> trouble = trouble();
            for (int failures = 1; trouble.isPresent(); failures++) {
                setDown(trouble.get());
                pauses.pause(failures);
                trouble = trouble();
            }
            setUp();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        } finally {
            asking.set(false);
        }
    }

    private Optional<String> trouble() {
        try {
            return probe.get();
        } catch (RuntimeException e) {
            log.error("bug while asking {}", name, e);
            return Optional.of(e.toString());
        }
    }

    private void setDown(String trouble) {
        News before = news.get();
        boolean changes = before.state != State.DOWN;
        news.set(new News(State.DOWN, trouble, before.outages + (changes ? 1 : 0)));
        if (changes && !threads.isShutdown()) {
            log.error("{} is down: {}", name, trouble);
        }
    }

    private void setUp() {
        proven = clock.instant();
        News before = news.getAndUpdate(now -> new News(State.UP, "", now.outages));
        if (before.state == State.DOWN) {
            log.info("{} answers again", name);
        }
    }
}
