package org.tohost.backend.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.log.SegmentLog;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Wins room back in the log, on a thread of its own, now and then and when it is asked to.
final class Compactor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    private final StoreState state;
    private final StoreWriter writer;
    private final SegmentLog log;
    private final CompactionSettings settings;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("store-compact").factory());
    private volatile Reclaimed total = Reclaimed.NOTHING;
    private volatile double live = 1;

    Compactor(
            StoreState state,
            StoreWriter writer,
            SegmentLog log,
            CompactionSettings settings,
            Clock clock) {
        this.state = state;
        this.writer = writer;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /// Begins to look for room every now and then.
    void start() {
        long interval = settings.interval().toMillis();
        var _ =
                thread.scheduleWithFixedDelay(
                        this::tryRound, interval, interval, TimeUnit.MILLISECONDS);
    }

    /// Looks for room now, and writes as fast as it goes.
    ///
    /// @throws Failure.Unavailable if the store cannot write
    Reclaimed compact() {
        return onThread(() -> round(Pace.unbounded(stopped)));
    }

    /// Forgets all of a user's mail that is gone, and takes it off the disk.
    ///
    /// @throws Failure.Unavailable if the store cannot write, or somebody still reads the log
    Reclaimed purge(UserId user, PurgeProgress progress) {
        return onThread(() -> purgeNow(user, progress));
    }

    /// {@return how much of the closed segments was live when they were last looked at, 0 to 1}
    double live() {
        return live;
    }

    /// {@return what came of all of it so far}
    Reclaimed total() {
        return total;
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.shutdownNow();
        thread.close();
    }

    private void tryRound() {
        try {
            round(new Pace(settings.rate().octets(), stopped));
        } catch (RuntimeException | Error e) {
            if (stopped.getCount() > 0) {
                LOG.warn("No room was won back in the log; the next try follows", e);
            }
        }
    }

    private Reclaimed round(Pace pace) {
        Instant now = clock.instant();
        forget(now);
        LogUse use = look();
        Compaction compaction = compaction(pace);
        Candidates candidates = new Candidates(settings.live() / 100.0, settings.purge(), now);
        List<SegmentUse> all = compaction.look(use, now);
        live = share(all);
        List<SegmentUse> chosen = candidates.of(all, use.stateOctets());
        return run(compaction, chosen, use, now);
    }

    private static double share(List<SegmentUse> all) {
        long size = all.stream().mapToLong(SegmentUse::size).sum();
        return size == 0 ? 1 : (double) all.stream().mapToLong(SegmentUse::live).sum() / size;
    }

    /// What needs no room for bodies goes first, so that a full disk gets room for the rest.
    private Reclaimed run(Compaction compaction, List<SegmentUse> chosen, LogUse use, Instant now) {
        List<SegmentUse> dead = chosen.stream().filter(s -> s.live() == 0).toList();
        List<SegmentUse> rest = chosen.stream().filter(s -> s.live() > 0).toList();
        Reclaimed first = count(compaction.run(dead, use, now));
        return first.plus(count(compaction.run(rest, use, now)));
    }

    private Reclaimed purgeNow(UserId user, PurgeProgress progress) {
        Instant now = clock.instant();
        forget(user, Instant.MAX);
        log.roll();
        Pace pace = Pace.unbounded(stopped);
        new CheckpointWriter(state, writer, clock).write(user, pace::before);
        LogUse use = look();
        Compaction compaction = compaction(pace);
        PurgeSearch search = new PurgeSearch(log.segments(), state.view(user));
        List<SegmentUse> all = compaction.look(use, now);
        List<SegmentUse> chosen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            progress.searched(i, all.size());
            if (search.holds(all.get(i).number())) {
                chosen.add(all.get(i));
            }
        }
        Reclaimed reclaimed = run(compaction, chosen, use, now);
        if (reclaimed.segments() < chosen.size()) {
            throw new Failure.Unavailable(
                    reclaimed.held()
                            ? "segments that hold the mail are being read; try again later"
                            : "segments that hold the mail are damaged");
        }
        state.index().rows().compact();
        return reclaimed;
    }

    private LogUse look() {
        state.flush();
        LogUse[] found = new LogUse[1];
        state.index()
                .rows()
                .atOneMoment(rows -> found[0] = LogUse.read(rows, () -> stopped.getCount() == 0));
        return found[0];
    }

    private Compaction compaction(Pace pace) {
        CheckpointWriter checkpoints = new CheckpointWriter(state, writer, clock);
        return new Compaction(state, writer, log.segments(), checkpoints, pace);
    }

    /// Forgets what was kept for long enough.
    private void forget(Instant now) {
        state.flush();
        Instant limit = now.minus(settings.keep());
        Set<UserId> users = state.index().usersWithGone(limit);
        users.forEach(user -> forget(user, limit));
    }

    private void forget(UserId user, Instant limit) {
        writer.write(
                List.of(new Partition.OfUser(user)),
                draft -> GonePlanner.forget(draft.user(user), new Intent.Forget(limit)));
    }

    private Reclaimed count(Reclaimed more) {
        total = total.plus(more);
        return more;
    }

    private <T> T onThread(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread).join();
        } catch (RejectedExecutionException e) {
            throw new Failure.Unavailable("the store is closed", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw e;
        }
    }
}
