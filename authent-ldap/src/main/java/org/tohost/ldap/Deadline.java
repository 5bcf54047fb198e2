package org.tohost.ldap;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// A hard limit for the time of a whole call, whatever it waits for inside: a free connection, the
/// connection's set-up, answers that come octet by octet.
///
/// The work runs on a virtual thread of its own. One that is late is interrupted, which closes the
/// socket that it reads from. A call within another one is part of its work, and of its time.
final class Deadline implements AutoCloseable {
    private final Duration limit;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScopedValue<Boolean> within = ScopedValue.newInstance();

    Deadline(Duration limit) {
        this.limit = limit;
    }

    /// {@return the result of the work, or what `late` makes of the reason why there is none}
    <T> T call(Callable<T> work, Function<String, T> late) {
        return within.isBound() ? inside(work) : apart(work, late);
    }

    private <T> T apart(Callable<T> work, Function<String, T> late) {
        Future<T> result = threads.submit(() -> ScopedValue.where(within, true).call(work::call));
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            return late.apply("no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            return late.apply("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("bug in a directory call", e.getCause());
        }
    }

    private static <T> T inside(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException("bug in a directory call", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
