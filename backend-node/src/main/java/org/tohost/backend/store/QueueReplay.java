package org.tohost.backend.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.common.failure.Failure;

/// Brings the queue forward by what the log says of it. Entries may come back whose end was freed,
/// and be tried whose beginning was; what was kept of the queue then puts that right. One thread.
final class QueueReplay {
    private final StoreState state;
    private final Map<String, Long> queuedAt = new HashMap<>(); // of entries that were read here
    private final Map<String, Long> awaited = new HashMap<>();

    QueueReplay(StoreState state) {
        this.state = state;
    }

    /// {@return the entries that were tried and that nobody has queued so far}
    Set<String> awaited() {
        return awaited.keySet();
    }

    /// @param sequence of the group that the record is in
    void replay(String queueId, long sequence, ChangeRecord record) {
        Optional<QueueEntry> entry = state.queue().visible(queueId);
        for (Change change : ChangeCodec.decode(record.content())) {
            switch (change) {
                case Change.Queued queued -> {
                    awaited.remove(queueId);
                    queuedAt.put(queueId, sequence);
                    entry = ChangeApplier.apply(entry, queued);
                }
                case Change.RecipientsTried tried -> {
                    if (entry.isEmpty()) {
                        awaited.put(queueId, sequence);
                    } else {
                        entry = ChangeApplier.apply(entry, tried);
                    }
                }
                case Change.Dequeued dequeued -> {
                    awaited.remove(queueId);
                    queuedAt.remove(queueId);
                    entry = ChangeApplier.apply(entry, dequeued);
                }
                case Change.QueueKept kept -> {
                    keep(kept);
                    return;
                }
                case Change.OfUser _ ->
                        throw new Failure.Syntax("a change of a user among those of the queue");
            }
        }
        state.publish(queueId, entry);
    }

    /// The entries of the index were right when it was written, and are right now.
    private void keep(Change.QueueKept kept) {
        Set<String> there = new HashSet<>(kept.queueIds());
        queuedAt.entrySet()
                .removeIf(entry -> {
                    boolean gone =
                            entry.getValue() <= kept.upTo() && !there.contains(entry.getKey());
                    if (gone) {
                        state.publish(entry.getKey(), Optional.empty());
                    }
                    return gone;
                });
        awaited.entrySet()
                .removeIf(entry ->
                        entry.getValue() <= kept.upTo() && !there.contains(entry.getKey()));
    }
}
