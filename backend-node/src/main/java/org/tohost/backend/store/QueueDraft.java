package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The changes of one entry of the queue that are being planned. One thread.
final class QueueDraft {
    private final List<Change> changes = new ArrayList<>();
    private Optional<QueueEntry> entry;

    QueueDraft(Optional<QueueEntry> newest) {
        this.entry = newest;
    }

    /// {@return the entry after all changes so far, empty if there is none}
    Optional<QueueEntry> entry() {
        return entry;
    }

    void add(Change.OfQueue change) {
        changes.add(change);
        entry = ChangeApplier.apply(entry, change);
    }

    List<Change> changes() {
        return changes;
    }

    /// Plans one intent.
    ///
    /// @throws Failure.Refused (NONEXISTENT) if there is no such entry or recipient
    Intent.Done plan(QueueIntent intent) {
        int recipients = entry.map(e -> e.recipients().size()).orElseThrow(QueueDraft::nonexistent);
        switch (intent) {
            case QueueIntent.Tried(_, var outcomes) -> {
                if (!outcomes.keySet().stream().allMatch(i -> i >= 0 && i < recipients)) {
                    throw nonexistent();
                }
                add(new Change.RecipientsTried(outcomes));
            }
            case QueueIntent.Done _ -> add(new Change.Dequeued());
        }
        return Intent.Done.DONE;
    }

    private static Failure.Refused nonexistent() {
        return new Failure.Refused(Refusal.NONEXISTENT, "no such entry in the queue");
    }
}
