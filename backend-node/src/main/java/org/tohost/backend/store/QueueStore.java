package org.tohost.backend.store;

import java.util.Collection;

/// The queue's part of the store. Any thread.
@SuppressWarnings("DoNotCallSuggester")
public final class QueueStore {
    /// {@return the entries as they are now}
    public Collection<QueueEntry> entries() {
        throw new UnsupportedOperationException();
    }

    /// Notes it, and returns when the disk has it.
    ///
    /// @throws org.tohost.common.failure.Failure.Refused (NONEXISTENT) if there is no such entry
    /// @throws org.tohost.common.failure.Failure.Unavailable if the store cannot write
    public void apply(QueueIntent intent) {
        throw new UnsupportedOperationException();
    }

    /// {@return the octets of the message}
    public Body body(QueueEntry entry) {
        throw new UnsupportedOperationException();
    }

    /// Calls `changed` after each change of the queue, until the watch is closed. The call comes
    /// from a thread of the store and must not block.
    public Watch watch(Runnable changed) {
        throw new UnsupportedOperationException();
    }
}
