package org.tohost.backend.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.run.Startable;

/// Works at the queue: takes each entry when it is due and gives it a virtual thread. What the
/// store holds at the start, it goes on with.
public final class QueueRunner implements Startable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueRunner.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Schedule schedule;
    private final QueueWork work;
    private final Semaphore places;
    private @Nullable ExecutorService threads;

    /// A runner that does not run yet, for at most `runners` entries at a time.
    public QueueRunner(Schedule schedule, QueueWork work, int runners) {
        this.schedule = schedule;
        this.work = work;
        this.places = new Semaphore(runners);
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public void start() {
        work.waiting().forEach(schedule::at);
        ExecutorService started = Executors.newVirtualThreadPerTaskExecutor();
        threads = started;
        started.execute(() -> dispatch(started));
    }

    @Override
    public void stop() throws InterruptedException {
        schedule.close();
        ExecutorService running = threads;
        if (running == null) {
            return;
        }
        running.shutdown();
        if (!running.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            running.shutdownNow(); // a hand-over that is cut is repeated under the same delivery id
            boolean ended = running.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("hand-overs were cut, all ended: {}", ended);
        }
    }

    private void dispatch(ExecutorService running) {
        try {
            while (true) {
                places.acquire();
                Optional<String> next = schedule.claim();
                if (next.isEmpty()) {
                    return;
                }
                running.execute(() -> attempt(next.get()));
            }
        } catch (InterruptedException e) {
            LOG.debug("queue stops", e);
        }
    }

    private void attempt(String queueId) {
        Optional<Instant> next = Optional.of(work.later());
        try {
            next = work.attempt(queueId);
        } catch (RuntimeException e) {
            LOG.error("queue entry {} could not be worked at, it stays", queueId, e);
        } finally {
            schedule.release(queueId, next);
            places.release();
        }
    }
}
