package org.tohost.common.users;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.UserChange;
import org.tohost.common.authent.UserDatabase.Watch;
import org.tohost.common.domain.UserId;

/// Tells one who watches of changes, one at a time, on a virtual thread of its own.
///
/// What waits to be told is bounded: a user waits once, and too many users become [UserChange.Any].
/// That is told once a second at most, the first time at once; users are told without delay
/// meanwhile.
final class Watcher implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final long ANY_EVERY_MILLIS = 1_000;
    private static final int MOST_USERS = 10_000;

    private final Consumer<UserChange> told;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final LinkedHashSet<UserId> users = new LinkedHashSet<>();
    private boolean any;
    private boolean anyWasTold;
    private long anyTold;
    private boolean closed;

    private Watcher(Consumer<UserChange> told, Clock clock) {
        this.told = told;
        this.clock = clock;
    }

    /// Begins to tell.
    static Watcher start(Consumer<UserChange> told, Clock clock) {
        Watcher watcher = new Watcher(told, clock);
        Thread.ofVirtual().name("user changes").start(watcher::run);
        return watcher;
    }

    /// Puts a change on the list.
    void add(UserChange change) {
        lock.lock();
        try {
            switch (change) {
                case UserChange.One(UserId user) -> users.add(user);
                case UserChange.Any() -> any = true;
            }
            if (users.size() > MOST_USERS) {
                users.clear();
                any = true;
            }
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the calls, but for one under way. May be called from within that.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Optional<UserChange> next = take(); next.isPresent(); next = take()) {
            try {
                told.accept(next.get());
            } catch (RuntimeException e) {
                LOG.error("a watcher of user changes failed", e);
            }
        }
    }

    /// Waits for the next change to tell; nothing comes after the end.
    private Optional<UserChange> take() {
        lock.lock();
        try {
            while (!closed) {
                Optional<UserChange> due = due();
                if (due.isPresent()) {
                    return due;
                }
                if (any) {
                    boolean _ = news.await(untilAny(), TimeUnit.MILLISECONDS);
                } else {
                    news.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return Optional.empty();
    }

    private Optional<UserChange> due() {
        if (any && (!anyWasTold || untilAny() <= 0)) {
            any = false;
            anyWasTold = true;
            anyTold = clock.millis();
            users.clear();
            return Optional.of(new UserChange.Any());
        }
        if (users.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new UserChange.One(users.removeFirst()));
    }

    /// {@return the milliseconds until any user may be told of again; none if the clock was set
    /// back, for then nobody knows}
    private long untilAny() {
        long since = clock.millis() - anyTold;
        return since < 0 ? 0 : ANY_EVERY_MILLIS - since;
    }
}
