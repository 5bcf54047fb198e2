package org.tohost.backend.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.log.LogPosition;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;

/// Writes the index behind the log: what changed gathers until it is worth it, and is written by a
/// thread of its own while the next changes gather. If that cannot keep up, or fails, writers wait
/// or are refused, so that what gathers is bounded.
final class Indexer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    private static final int MOST_INTERVALS = 4;
    private static final long RETRY_SECONDS = 5;

    private final IndexBounds bounds;
    private final Target target;
    private final ScheduledThreadPoolExecutor thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition caughtUp = lock.newCondition();
    private volatile Unindexed current = new Unindexed();
    private volatile Optional<Unindexed> frozen = Optional.empty();
    private volatile boolean failing;
    private long written; // the last group that is in the index; guarded by lock, like the next
    private long wanted; // the last group that somebody waits for
    private boolean noting; // stays true once a group was noted in part: then nothing is written

    /// What is kept up to date. Called by one thread at a time.
    interface Target {
        /// Writes it; when this returns it is durable.
        ///
        /// @param again whether writing has just failed
        /// @throws Failure if it cannot be written
        void write(Unindexed changed, boolean again);

        /// It is written and still counts as lacking.
        void written(Unindexed changed);

        /// It does not count as lacking any more.
        void released(Unindexed changed);
    }

    /// When what gathered is written.
    ///
    /// @param octets of the log
    /// @param held octets that it takes in memory
    record IndexBounds(long octets, long held) {
        private static final long GROUPS = 16_384; // a start replays them one by one

        boolean exceeded(Unindexed changed, int times) {
            return changed.octets() >= octets * times
                    || changed.held() >= held * times
                    || changed.groups() >= GROUPS * times;
        }
    }

    Indexer(IndexBounds bounds, Target target) {
        this.bounds = bounds;
        this.target = target;
        this.thread =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("store-index").factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// {@return where changes are to be noted, within [#group]}
    Unindexed current() {
        return current;
    }

    /// Notes all that follows from a group, as a whole.
    ///
    /// @param octets of the group in the log
    /// @param changes notes it in [#current] and makes it visible
    void group(LogPosition group, long octets, Runnable changes) {
        lock.lock();
        try {
            noting = true;
            changes.run();
            current.reached(group, octets);
            noting = false;
            freezeIfDue();
        } finally {
            lock.unlock();
        }
    }

    /// {@return true if the index lacks what `test` looks for}
    boolean lacks(Predicate<Unindexed> test) {
        return find(changed -> test.test(changed) ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /// {@return what is found in what the index lacks, the newest first}
    <T> Optional<T> find(Function<Unindexed, Optional<T>> look) {
        return look.apply(current).or(() -> frozen.flatMap(look));
    }

    /// {@return where the bodies lie of which the index lacks it}
    Map<Long, StoredBody> bodies() {
        Map<Long, StoredBody> bodies = new HashMap<>();
        frozen.ifPresent(changed -> bodies.putAll(changed.bodies()));
        bodies.putAll(current.bodies());
        return bodies;
    }

    /// {@return the users whom the index lacks as they are now}
    Set<UserId> users() {
        Set<UserId> users = new HashSet<>(current.users().keySet());
        frozen.ifPresent(changed -> users.addAll(changed.users().keySet()));
        return users;
    }

    /// Waits until there is room for what follows from another write.
    ///
    /// @throws Failure.Unavailable if the index cannot be written
    void awaitRoom() {
        if (!bounds.exceeded(current, MOST_INTERVALS)) {
            return;
        }
        lock.lock();
        try {
            while (bounds.exceeded(current, MOST_INTERVALS)) {
                if (failing || thread.isShutdown()) {
                    throw new Failure.Unavailable(Outage.STORAGE, "the index cannot be written");
                }
                caughtUp.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes all that was noted so far, and waits until it is durable.
    ///
    /// @throws Failure.Unavailable if the index cannot be written
    void flush() {
        lock.lock();
        try {
            long last =
                    current.at()
                            .or(() -> frozen.flatMap(Unindexed::at))
                            .map(LogPosition::sequence)
                            .orElse(0L);
            wanted = Math.max(wanted, last);
            freezeIfDue();
            while (written < last) {
                if (failing || thread.isShutdown()) {
                    throw new Failure.Unavailable(Outage.STORAGE, "the index cannot be written");
                }
                caughtUp.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes what gathered, and ends. The committer has ended before.
    @Override
    public void close() {
        thread.close();
        settle(failing);
        boolean written = frozen.isEmpty() || tryWrite();
        if (written && !noting && current.at().isPresent()) {
            lock.lock();
            try {
                freeze();
            } finally {
                lock.unlock();
            }
            written = tryWrite();
        }
        LOG.debug("The index is {}", written ? "up to date" : "behind the log");
    }

    /// Between two groups: what gathered is set aside to be written, if nothing else is.
    private void freezeIfDue() {
        boolean due = bounds.exceeded(current, 1) || (written < wanted && current.at().isPresent());
        if (frozen.isEmpty() && due && mayFreeze()) {
            freeze();
            thread.execute(this::write);
        }
    }

    private boolean mayFreeze() {
        return !noting && !thread.isShutdown();
    }

    private void freeze() {
        frozen = Optional.of(current);
        current = new Unindexed();
        caughtUp.signalAll();
    }

    private void write() {
        if (!tryWrite()) {
            try {
                var _ = thread.schedule(this::write, RETRY_SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException _) {
                LOG.debug("The store ends");
            }
        }
    }

    private boolean tryWrite() {
        Unindexed changed = frozen.orElseThrow();
        try {
            target.write(changed, failing);
            target.written(changed);
            frozen = Optional.empty();
            target.released(changed);
            reached(changed);
            settle(false);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.error("The index is not written; what it lacks is read from the log", e);
            settle(true);
            return false;
        }
    }

    private void reached(Unindexed changed) {
        lock.lock();
        try {
            written = changed.at().map(LogPosition::sequence).orElse(written);
        } finally {
            lock.unlock();
        }
    }

    private void settle(boolean nowFailing) {
        lock.lock();
        try {
            failing = nowFailing;
            freezeIfDue();
            caughtUp.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
