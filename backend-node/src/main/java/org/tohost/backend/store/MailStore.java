package org.tohost.backend.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.tohost.backend.spool.Spool;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;

/// A node's mail: all users whose mail lies here, and the queue. Any thread.
@SuppressWarnings("DoNotCallSuggester")
public final class MailStore implements AutoCloseable {
    /// Opens the store in `folder`, or makes one, and replays its log.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the folder cannot be used, is used
    ///   by another process, or is damaged; the message says what and where
    public static MailStore open(
            Path folder, StoreSettings settings, NodeId self, Clock clock, RandomGenerator random) {
        throw new UnsupportedOperationException();
    }

    /// {@return this user's part}
    public UserStore user(UserId user) {
        throw new UnsupportedOperationException();
    }

    /// {@return the queue's part}
    public QueueStore queue() {
        throw new UnsupportedOperationException();
    }

    /// Takes a message over, and returns when the disk has it for every recipient.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the store cannot write
    public Accepted accept(Acceptance acceptance) {
        throw new UnsupportedOperationException();
    }

    /// {@return where bodies wait before they are stored}
    public Spool spool() {
        throw new UnsupportedOperationException();
    }

    /// {@return false once the disk failed: from then on everything can be read and nothing
    /// written}
    public boolean writable() {
        throw new UnsupportedOperationException();
    }

    /// Ends all writes that were begun, and lets go of the folder.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
