package org.tohost.backend.moves;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.domain.UserId;

/// Work on users, a few at a time, the others in line. Who stands in line already is not added
/// again; who is being worked on is. Any thread.
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Set<UserId> inLine = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final Executor threads;
    private final Consumer<UserId> work;

    Lane(int atOnce, Executor threads, Consumer<UserId> work) {
        this.places = new Semaphore(atOnce, true);
        this.threads = threads;
        this.work = work;
    }

    /// Does not wait.
    void add(UserId user) {
        if (inLine.add(user)) {
            try {
                threads.execute(() -> take(user));
            } catch (RejectedExecutionException e) {
                LOG.debug("{} is not followed any more: the node stops", user, e);
            }
        }
    }

    private void take(UserId user) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            inLine.remove(user); // before the work: what changes from now on is looked at again
            work.accept(user);
        } finally {
            places.release();
        }
    }
}
