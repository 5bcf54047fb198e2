package org.tohost.backend.store;

/// Where the copy of a local recipient is.
public sealed interface Placement {
    /// In the mailbox.
    record Stored(Appended at) implements Placement {}

    /// In the queue: there was no room in the mailbox.
    record Waiting() implements Placement {}

    /// Nowhere: there was no room in the mailbox.
    record Refused() implements Placement {}
}
