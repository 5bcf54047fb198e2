package org.tohost.proxy.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tohost.common.domain.UserId;

/// All sessions of the node: bounded in number, watched for time-outs, ended together. Any thread.
public final class ProxySessions {
    private final Set<ProxySession> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final int most;
    private final Clock clock;
    private volatile boolean stopping;

    /// At most `most` sessions at a time.
    public ProxySessions(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /// {@return how many there are}
    public int count() {
        return count.get();
    }

    /// {@return how many of them are this user's}
    public int count(UserId user) {
        return (int) all.stream().filter(session -> session.isOf(user)).count();
    }

    /// Ends the sessions whose time is over; to be called every second or so.
    public void sweep() {
        long now = clock.millis();
        for (ProxySession session : all) {
            session.expireAt(now);
        }
    }

    /// Lets nobody in any more, says farewell to those who have not logged in, and gives the others
    /// at most `grace` to end by themselves.
    public void stop(Duration grace) throws InterruptedException {
        stopping = true;
        all.forEach(ProxySession::drain);
        awaitNone(grace);
        all.forEach(ProxySession::halt);
        awaitNone(Duration.ofSeconds(2));
    }

    boolean isStopping() {
        return stopping;
    }

    /// Lets a session in, unless there are too many.
    boolean enter(ProxySession session) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        all.add(session);
        return true;
    }

    void leave(ProxySession session) {
        if (all.remove(session)) {
            count.decrementAndGet();
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private synchronized void awaitNone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (!all.isEmpty() && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = deadline - System.nanoTime();
        }
    }
}
