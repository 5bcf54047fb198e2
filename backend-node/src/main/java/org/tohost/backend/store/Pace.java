package org.tohost.backend.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tohost.common.failure.Failure;

/// Holds back who writes too much at a time. One thread, until it is stopped by any.
final class Pace {
    private final long octetsPerSecond;
    private final CountDownLatch stopped;
    private final long begin = System.nanoTime();
    private long octets;

    /// @param stopped opens when nobody may go on
    Pace(long octetsPerSecond, CountDownLatch stopped) {
        this.octetsPerSecond = octetsPerSecond;
        this.stopped = stopped;
    }

    /// {@return one that never waits}
    static Pace unbounded(CountDownLatch stopped) {
        return new Pace(Long.MAX_VALUE, stopped);
    }

    /// So many octets are about to be written: waits until they may be.
    ///
    /// @throws Failure.Unavailable once it is stopped
    void before(long count) {
        double due = (double) octets / octetsPerSecond * TimeUnit.SECONDS.toNanos(1);
        octets += count;
        try {
            if (stopped.await((long) due - (System.nanoTime() - begin), TimeUnit.NANOSECONDS)) {
                throw new Failure.Unavailable("the store is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("the store is closed", e);
        }
    }
}
