package org.tohost.backend.store;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;

/// A part of a checkpoint: the whole state of a user, in parts small enough for record groups. They
/// follow each other as they stand here, with other users' changes and later ones of this user in
/// between. Immutable.
public sealed interface Kept extends Change.OfUser {
    /// The first part. Whatever was known of the user before counts for nothing.
    record Begun(
            boolean owned,
            long lastMailboxId,
            long lastUidValidity,
            NavigableSet<String> subscriptions,
            NavigableMap<Long, ImportMark> imports)
            implements Kept {}

    /// A mailbox without its messages.
    ///
    /// @param deletedAt when it was deleted, empty if it is there
    record Mailbox(MailboxView mailbox, Optional<Instant> deletedAt) implements Kept {}

    /// Messages of a mailbox, above all that stood in parts before.
    ///
    /// @param gone whether they were expunged
    record Messages(long mailbox, boolean gone, List<Message> messages) implements Kept {}

    /// What was delivered, in the order of the numbers.
    record Deliveries(List<Delivery> deliveries) implements Kept {}

    /// A delivery.
    record Delivery(String id, DeliveryIds.Delivered delivered) {}

    /// The last part.
    record Ended() implements Kept {}
}
