package org.tohost.backend.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// When which entry of the queue is to be tried. An entry is either waiting, once, or claimed by
/// one runner: never both. Any thread.
public final class Schedule {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Due> waiting =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::id));
    private final Map<String, Due> byId = new HashMap<>();
    private final Map<String, Optional<Instant>> claimed = new HashMap<>();
    private boolean closed;

    private record Due(Instant at, String id) {}

    /// A schedule that goes by this clock.
    public Schedule(Clock clock) {
        this.clock = clock;
    }

    /// Asks for a try not later than this; an earlier wish stays. For a claimed entry the wish is
    /// kept until it is released.
    void at(String id, Instant when) {
        lock.lock();
        try {
            if (claimed.containsKey(id)) {
                claimed.merge(id, Optional.of(when), Schedule::earlier);
            } else {
                Due known = byId.get(id);
                if (known == null || when.isBefore(known.at())) {
                    put(known, new Due(when, id));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Claims the next entry that is due; waits for one.
    ///
    /// @return nothing after [#close]
    Optional<String> claim() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Optional<String> due = poll();
                if (due.isPresent()) {
                    return due;
                }
                if (waiting.isEmpty()) {
                    changed.await();
                } else {
                    Duration pause = Duration.between(clock.instant(), waiting.first().at());
                    changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(pause.toMillis() + 1));
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// {@return an entry that is due now, claimed; or nothing}
    Optional<String> poll() {
        lock.lock();
        try {
            if (waiting.isEmpty() || waiting.first().at().isAfter(clock.instant())) {
                return Optional.empty();
            }
            String id = waiting.removeFirst().id();
            byId.remove(id);
            claimed.put(id, Optional.empty());
            return Optional.of(id);
        } finally {
            lock.unlock();
        }
    }

    /// Gives a claimed entry back, to be tried at `next` or at an earlier wish; nothing: it is
    /// done.
    void release(String id, Optional<Instant> next) {
        lock.lock();
        try {
            Optional<Instant> wish = claimed.remove(id);
            Optional<Instant> when = wish == null ? next : earlier(wish, next);
            when.ifPresent(at -> put(byId.get(id), new Due(at, id)));
        } finally {
            lock.unlock();
        }
    }

    /// Lets all that wait in [#claim] go.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void put(@Nullable Due old, Due due) {
        if (old != null) {
            waiting.remove(old);
        }
        waiting.add(due);
        byId.put(due.id(), due);
        changed.signalAll();
    }

    private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
        boolean second = a.isEmpty() || (b.isPresent() && b.get().isBefore(a.get()));
        return second ? b : a;
    }
}
