package org.tohost.backend.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// The queue's part of the store. Any thread.
public final class QueueStore {
    private final StoreState state;
    private final StoreWriter writer;

    QueueStore(StoreState state, StoreWriter writer) {
        this.state = state;
        this.writer = writer;
    }

    /// {@return the entries as they are now}
    public Collection<QueueEntry> entries() {
        return List.copyOf(state.queue().allVisible());
    }

    /// {@return how many entries there are}
    public int size() {
        return state.queue().allVisible().size();
    }

    /// {@return this entry as it is now}
    public Optional<QueueEntry> entry(String queueId) {
        return state.queue().visible(queueId);
    }

    /// Notes it, and returns when the disk has it.
    ///
    /// @throws Failure.Refused (NONEXISTENT) if there is no such entry
    /// @throws Failure.Unavailable if the store cannot write
    public void apply(QueueIntent intent) {
        String queueId = intent.queueId();
        writer.write(
                List.of(new Partition.OfQueue(queueId)),
                draft -> draft.queue(queueId).plan(intent));
    }

    /// {@return the octets of the message}
    public Body body(QueueEntry entry) {
        return state.body(entry.body());
    }

    /// Calls `changed` after each change of the queue, until the watch is closed. The call comes
    /// from a thread of the store and must not block.
    public Watch watch(Runnable changed) {
        return state.watchQueue(changed);
    }
}
