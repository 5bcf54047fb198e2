package org.tohost.deploy.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.tohost.common.failure.Failure;

/// Runs a load to its end, which always comes: the number of operations, the time and the number of
/// errors are bounded.
public final class Load {
    /// How long the last operations may take once the time is over.
    private static final Duration GRACE = Duration.ofSeconds(90);

    private final Bounds bounds;
    private final Work work;
    private final Tally tally;
    private final AtomicLong begun = new AtomicLong();
    private final long from = System.nanoTime();

    /// The bounds of a load.
    ///
    /// @param connections at the same time
    /// @param operations in all
    /// @param time after which none is begun any more
    /// @param errors after which none is begun any more
    public record Bounds(int connections, long operations, Duration time, long errors) {
        private static final int MOST_CONNECTIONS = 20_000;
        private static final Duration LONGEST = Duration.ofHours(1);

        /// Checks the numbers.
        ///
        /// @throws Failure.Syntax if one is out of range
        public Bounds {
            if (connections < 1 || connections > MOST_CONNECTIONS) {
                throw new Failure.Syntax("connections: 1 to " + MOST_CONNECTIONS);
            }
            if (operations < 1 || errors < 1) {
                throw new Failure.Syntax("operations and errors are 1 or more");
            }
            if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
                throw new Failure.Syntax("the time is above 0, up to 1 hour");
            }
        }
    }

    private Load(Bounds bounds, Work work, Tally tally) {
        this.bounds = bounds;
        this.work = work;
        this.tally = tally;
    }

    /// Runs it, with a word to `progress` some times a second: which share of the way is done, of
    /// what all is so far.
    ///
    /// @return how long it took
    public static Duration run(
            Bounds bounds, Work work, Tally tally, BiConsumer<Double, Tally> progress)
            throws InterruptedException {
        return new Load(bounds, work, tally).run(progress);
    }

    private Duration run(BiConsumer<Double, Tally> progress) throws InterruptedException {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < bounds.connections(); i++) {
                var _ = workers.submit(this::repeat);
            }
            workers.shutdown();
            while (!workers.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                progress.accept(share(), tally);
                if (lasted().compareTo(bounds.time().plus(GRACE)) > 0) {
                    tally.failed("did not come to an end");
                    var _ = workers.shutdownNow();
                    break;
                }
            }
            return lasted();
        }
    }

    private Duration lasted() {
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private double share() {
        double time = (double) lasted().toMillis() / bounds.time().toMillis();
        return Math.min(1, Math.max(time, (double) tally.operations() / bounds.operations()));
    }

    /// One worker: rounds until the bounds are reached; a round that fails is followed by another.
    private void repeat() {
        while (mayGoOn()) {
            try (Work.Round round = work.begin()) {
                while (mayGoOn() && begun.getAndIncrement() < bounds.operations()) {
                    long start = System.nanoTime();
                    long octets = round.once();
                    tally.done(System.nanoTime() - start, octets);
                }
                round.finish();
            } catch (IOException e) {
                tally.failed(words(e));
            }
        }
    }

    private boolean mayGoOn() {
        return begun.get() < bounds.operations()
                && tally.errors() < bounds.errors()
                && lasted().compareTo(bounds.time()) < 0;
    }

    private static String words(IOException e) {
        return e instanceof Unexpected
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
