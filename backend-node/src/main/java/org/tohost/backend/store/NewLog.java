package org.tohost.backend.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.CommitListener;
import org.tohost.backend.log.Committed;
import org.tohost.backend.log.LogFollower;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.LogPosition;
import org.tohost.backend.log.LogSettings;
import org.tohost.backend.log.RecordGroup;
import org.tohost.backend.log.SegmentLog;
import org.tohost.common.failure.Failure;

/// A log that a store begins with: nobody reads it while it is written. Each call returns when what
/// it wrote is durable. One thread.
final class NewLog implements AutoCloseable {
    private final SegmentLog log;
    private final Clock clock;

    /// @throws Failure.Unavailable if the folder cannot be used
    NewLog(Path folder, LogSettings settings) {
        this.clock = settings.clock();
        this.log = SegmentLog.open(folder, settings, new Nobody());
    }

    /// {@return when it was made, to the second}
    Instant begun() {
        return log.created();
    }

    /// Writes parts of a user's state.
    void checkpoint(UserView view, List<Change> parts) {
        String key = new Partition.OfUser(view.user()).key();
        byte[] content = ChangeCodec.encode(parts);
        ChangeRecord record = new ChangeRecord(key, view.version(), clock.instant(), true, content);
        append(new RecordGroup(List.of(record), List.of()));
    }

    /// Writes an entry of the queue.
    void queue(QueueEntry entry) {
        String key = new Partition.OfQueue(entry.queueId()).key();
        byte[] content = ChangeCodec.encode(List.of(new Change.Queued(entry)));
        ChangeRecord record = ChangeRecord.changes(key, 0, clock.instant(), content);
        append(new RecordGroup(List.of(record), List.of()));
    }

    /// Writes a group.
    void append(RecordGroup group) {
        CompletableFuture<Committed> done = new CompletableFuture<>();
        if (!log.append(group, log.incarnation(), new Waiting(done))) {
            throw new Failure.Unavailable("the new log takes no more");
        }
        try {
            var _ = done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }

    @Override
    public void close() {
        log.close();
    }

    private record Waiting(CompletableFuture<Committed> done) implements CommitListener {
        @Override
        public void committed(Committed committed) {
            done.complete(committed);
        }

        @Override
        public void failed(Failure.Unavailable failure) {
            done.completeExceptionally(failure);
        }
    }

    /// Makes nothing of it.
    private static final class Nobody implements LogFollower {
        @Override
        public Optional<LogPosition> begin() {
            return Optional.empty();
        }

        @Override
        public void forget(String why) {}

        @Override
        public void follow(LogGroup group) {}

        @Override
        public void close() {}
    }
}
