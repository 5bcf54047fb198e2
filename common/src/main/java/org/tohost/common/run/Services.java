package org.tohost.common.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the parts of a node in their order and stops them in reverse, each within a time limit.
public final class Services implements AutoCloseable {
    private final Logger log = LoggerFactory.getLogger(Services.class);
    private final List<Startable> services;
    private final Duration limit;
    private final Deque<Startable> running = new ArrayDeque<>();

    /// Services in the order of their start; each start and each stop gets at most `limit`.
    public Services(List<? extends Startable> services, Duration limit) {
        this.services = List.copyOf(services);
        this.limit = limit;
    }

    /// Starts them all, or none: if one fails or takes too long, those that run are stopped.
    ///
    /// @throws StartException naming the one that failed
    public synchronized void start() throws StartException {
        for (Startable service : services) {
            try {
                within(service.name() + " start", service::start);
                running.push(service);
            } catch (Exception e) {
                close();
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw new StartException(service.name() + " did not start: " + e.getMessage(), e);
            }
        }
    }

    /// Stops what runs, the last started first. A part that fails or hangs is logged and left; the
    /// others are stopped all the same. Again: does nothing.
    @Override
    public synchronized void close() {
        boolean interrupted = false;
        while (!running.isEmpty()) {
            Startable service = running.pop();
            try {
                within(service.name() + " stop", service::stop);
            } catch (Exception e) {
                interrupted |= e instanceof InterruptedException;
                log.warn("{} did not stop as it should: {}", service.name(), e.toString());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void within(String what, Work work) throws Exception {
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    work.run();
                    return true;
                });
        Thread thread = Thread.ofVirtual().name(what).start(task);
        try {
            boolean _ = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("not done after " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.interrupt();
        }
    }
}
