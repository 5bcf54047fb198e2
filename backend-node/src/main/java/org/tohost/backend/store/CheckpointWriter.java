package org.tohost.backend.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.RecordGroup;
import org.tohost.common.domain.UserId;

/// Writes checkpoints into the log. The first part takes its turn on the user's lane, so the
/// changes that are not in it stand behind it; the others come whenever there is room between other
/// groups. One thread.
final class CheckpointWriter {
    private static final int MOST = 64; // parts in a group
    private static final String QUEUE = "queue";

    private final StoreState state;
    private final StoreWriter writer;
    private final Clock clock;

    /// What is done before octets are written: waits if they are too many for now.
    @FunctionalInterface
    interface Pace {
        /// So many octets are about to be written.
        void before(long octets);
    }

    CheckpointWriter(StoreState state, StoreWriter writer, Clock clock) {
        this.state = state;
        this.writer = writer;
        this.clock = clock;
    }

    /// Writes a checkpoint of a user who has changes; when this returns it is durable.
    ///
    /// @return the number of the last change that is in it
    /// @throws org.tohost.common.failure.Failure.Unavailable if the store cannot write
    long write(UserId user, Pace pace) {
        UserView view =
                writer.write(List.of(new Partition.OfUser(user)), draft -> draft.checkpoint(user));
        Instant now = clock.instant();
        List<Change> waiting = new ArrayList<>();
        new Checkpoint(
                        view,
                        state.index(),
                        part -> {
                            waiting.add(part);
                            if (waiting.size() == MOST || part instanceof Kept.Ended) {
                                append(view, waiting, now, pace);
                                waiting.clear();
                            }
                        })
                .run();
        return view.version();
    }

    /// Writes entries of the queue again, as they are, as far as they are still there, and that no
    /// others are, so that those do not come back when what took them out is freed.
    void write(Collection<String> queueIds, Change.QueueKept kept) {
        queueIds.stream().filter(id -> state.queue().visible(id).isPresent()).forEach(this::write);
        byte[] content = ChangeCodec.encode(List.of(kept));
        writer.append(
                new RecordGroup(
                        List.of(new ChangeRecord(QUEUE, 0, clock.instant(), true, content)),
                        List.of()));
    }

    private void write(String queueId) {
        writer.write(
                List.of(new Partition.OfQueue(queueId)),
                draft -> {
                    QueueDraft queue = draft.queue(queueId);
                    queue.entry().ifPresent(entry -> queue.add(new Change.Queued(entry)));
                    return Intent.Done.DONE;
                });
    }

    private void append(UserView view, List<Change> parts, Instant now, Pace pace) {
        byte[] content = ChangeCodec.encode(parts);
        pace.before(content.length);
        String key = new Partition.OfUser(view.user()).key();
        ChangeRecord record = new ChangeRecord(key, view.version(), now, true, content);
        writer.append(new RecordGroup(List.of(record), List.of()));
    }
}
