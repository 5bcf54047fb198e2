package org.tohost.backend.store;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.index.RowBatch;
import org.tohost.backend.log.Segments;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Takes segments out of the log: what lives in them is written again before. One thread, a
/// platform thread.
///
/// The order makes it safe to stop anywhere. What is written again is on the disk, and in the
/// index, before a segment is noted as freed; that is durable before its file goes. What was
/// written twice counts once: of a body the last place, of a user one of two equal checkpoints, of
/// an entry of the queue the state.
final class Compaction {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    private final StoreState state;
    private final StoreWriter writer;
    private final Segments segments;
    private final CheckpointWriter checkpoints;
    private final Pace pace;

    Compaction(
            StoreState state,
            StoreWriter writer,
            Segments segments,
            CheckpointWriter checkpoints,
            Pace pace) {
        this.state = state;
        this.writer = writer;
        this.segments = segments;
        this.checkpoints = checkpoints;
        this.pace = pace;
    }

    /// Notes which segments have something dead, those that are new among them since `now`.
    ///
    /// @return the closed segments that the index knows all of
    List<SegmentUse> look(LogUse use, Instant now) {
        Map<Long, Instant> since = new TreeMap<>();
        List<SegmentUse> all = new ArrayList<>();
        for (Segments.Closed segment : segments.closed()) {
            long number = segment.number();
            Optional<Instant> dead = Optional.ofNullable(segments.deadSince().get(number));
            if (dead.isEmpty() && use.hasDead(number)) {
                dead = Optional.of(now);
            }
            dead.ifPresent(at -> since.put(number, at));
            if (number < use.segment()) {
                all.add(new SegmentUse(number, segment.size(), use.liveIn(number), dead));
            }
        }
        note(since);
        return all;
    }

    /// Takes these segments out, as far as they are neither held nor damaged.
    ///
    /// @throws Failure.Unavailable if the disk fails, or has no room for what lives
    Reclaimed run(List<SegmentUse> chosen, LogUse use, Instant now) {
        List<SegmentUse> free =
                chosen.stream().filter(segment -> !segments.isHeld(segment.number())).toList();
        boolean held = free.size() < chosen.size();
        if (free.isEmpty()) {
            return new Reclaimed(0, 0, 0, held);
        }
        long before = segments.active();
        SegmentRewrite rewrite = new SegmentRewrite(state, segments, writer, use, pace);
        List<SegmentUse> rewritten =
                free.stream().filter(segment -> rewrite.run(segment.number())).toList();
        int written = checkpoints(rewrite, use);
        noteCheckpoints(before, now);
        state.flush();
        List<Long> numbers = rewritten.stream().map(SegmentUse::number).toList();
        if (!free(numbers)) {
            return new Reclaimed(0, 0, written, true);
        }
        forget(rewrite.dead());
        long octets = rewritten.stream().mapToLong(s -> s.size() - s.live()).sum();
        LOG.info(
                "{} segments of the log freed, {} octets won, {} checkpoints written",
                numbers.size(),
                octets,
                written);
        return new Reclaimed(numbers.size(), octets, written, held);
    }

    private int checkpoints(SegmentRewrite rewrite, LogUse use) {
        Map<UserId, Long> done = new HashMap<>();
        rewrite.users()
                .forEach((user, needed) -> {
                    if (state.index().checkpoint(user).orElse(0L) < needed) {
                        done.put(user, checkpoints.write(user, pace::before));
                    }
                });
        if (!rewrite.entries().isEmpty()) {
            checkpoints.write(rewrite.entries(), use.queue());
        }
        try (RowBatch batch = new RowBatch()) {
            done.forEach((user, version) ->
                    batch.put(IndexKeys.checkpoint(user), IndexRows.number(version)));
            state.index().rows().write(batch);
        }
        return done.size();
    }

    /// A checkpoint has what is known of messages, also of those that will go: so its segments are
    /// to be written again in time like those that have something dead.
    private void noteCheckpoints(long first, Instant now) {
        Map<Long, Instant> since = new TreeMap<>(segments.deadSince());
        for (long number = first; number <= segments.active(); number++) {
            since.putIfAbsent(number, now);
        }
        note(since);
    }

    private void note(Map<Long, Instant> since) {
        try {
            segments.noteDeadSince(since);
        } catch (IOException e) {
            throw new Failure.Unavailable("what is dead in the log cannot be noted", e);
        }
    }

    private boolean free(List<Long> numbers) {
        try {
            return numbers.isEmpty() || segments.free(numbers);
        } catch (IOException e) {
            throw new Failure.Unavailable("segments cannot be freed", e);
        }
    }

    private void forget(List<Long> dead) {
        try (RowBatch batch = new RowBatch()) {
            for (long body : dead) {
                batch.delete(IndexKeys.body(body));
                batch.delete(IndexKeys.outline(body));
            }
            state.index().rows().write(batch);
        }
    }
}
