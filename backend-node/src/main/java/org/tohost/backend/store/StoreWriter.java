package org.tohost.backend.store;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.tohost.backend.log.RecordGroup;
import org.tohost.backend.log.SegmentLog;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;

/// The one way of every write: onto the lanes, planned, appended, committed, visible, answered. Any
/// thread; the caller waits.
final class StoreWriter {
    private final StoreState state;
    private final StoreLanes lanes;
    private final SegmentLog log;
    private final Clock clock;

    StoreWriter(StoreState state, StoreLanes lanes, SegmentLog log, Clock clock) {
        this.state = state;
        this.lanes = lanes;
        this.log = log;
        this.clock = clock;
    }

    /// Plans what makes no messages.
    ///
    /// @throws Failure what `plan` throws, or Unavailable if the store cannot write
    <A> A write(Collection<Partition> partitions, Function<GroupDraft, A> plan) {
        return write(partitions, List.of(), plan);
    }

    /// Plans by `plan`, which is given a draft and returns the answer, and waits until all is on
    /// the disk. A plan without changes waits for those that it may have seen planned.
    ///
    /// @param bodies that the plan may make messages of
    /// @throws Failure what `plan` throws, or Unavailable if the store cannot write
    <A> A write(
            Collection<Partition> partitions,
            Collection<Spooled> bodies,
            Function<GroupDraft, A> plan) {
        state.awaitRoom();
        Map<Spooled, Arriving> arriving =
                bodies.stream().collect(toUnmodifiableMap(b -> b, Arriving::read, (one, _) -> one));
        CompletableFuture<A> future = new CompletableFuture<>();
        lanes.run(partitions, () -> plan(arriving, plan, future));
        return await(future);
    }

    private static <A> A await(CompletableFuture<A> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw e;
        }
    }

    /// Appends what nobody plans on top of, and waits until it is on the disk.
    ///
    /// @throws Failure.Unavailable if the store cannot write
    void append(RecordGroup records) {
        state.awaitRoom();
        CompletableFuture<Intent.Done> future = new CompletableFuture<>();
        boolean appended = false;
        while (!appended) {
            GroupDraft nothing =
                    new GroupDraft(state, log.incarnation(), clock.instant(), Map.of());
            appended =
                    log.append(
                            records,
                            nothing.incarnation(),
                            new GroupUnderWay<>(state, nothing, Intent.Done.DONE, future));
        }
        await(future);
    }

    private <A> void plan(
            Map<Spooled, Arriving> arriving,
            Function<GroupDraft, A> plan,
            CompletableFuture<A> future) {
        try {
            boolean appended = false;
            while (!appended) {
                GroupDraft draft =
                        new GroupDraft(state, log.incarnation(), clock.instant(), arriving);
                A answer = plan.apply(draft);
                appended = append(draft, answer, future);
            }
        } catch (RuntimeException | Error e) { // whoever waits must hear of it
            future.completeExceptionally(e);
        }
    }

    private <A> boolean append(GroupDraft draft, A answer, CompletableFuture<A> future) {
        RecordGroup records = draft.group(); // before anything is planned on top of the draft
        GroupUnderWay<A> group = new GroupUnderWay<>(state, draft, answer, future);
        boolean appended = false;
        try {
            appended = log.append(records, draft.incarnation(), group);
        } finally {
            if (!appended) {
                group.discard();
            }
        }
        return appended;
    }
}
