package org.tohost.backend.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was decided: the facts that the log holds. A change says everything that follows from it,
/// so that it gives the same state wherever and whenever it is applied. Immutable.
public sealed interface Change {
    /// A change to the mail of a user.
    sealed interface OfUser extends Change
            permits UserCreated,
                    MailboxCreated,
                    MailboxDeleted,
                    MailboxRenamed,
                    SpecialUseChanged,
                    RightsChanged,
                    SubscriptionChanged,
                    MessageAdded,
                    FlagsChanged,
                    MessagesExpunged,
                    MessagesForgotten,
                    MailboxForgotten,
                    OwnedMarked,
                    ImportMarked,
                    Kept {}

    /// A change to an entry of the queue.
    sealed interface OfQueue extends Change {}

    /// What concerns neither a user nor one entry.
    sealed interface OfLog extends Change {}

    /// Of the entries that were queued up to a group of the log, no others are in the queue. So
    /// what took the others out need not be kept.
    record QueueKept(long upTo, List<String> queueIds) implements OfLog {}

    /// The first change of every user: INBOX gets its UIDVALIDITY.
    record UserCreated(long uidValidity) implements OfUser {}

    /// A new mailbox without messages.
    record MailboxCreated(long mailbox, String name, long uidValidity) implements OfUser {}

    /// A mailbox and all its messages are gone, and may come back until they are forgotten.
    record MailboxDeleted(long mailbox) implements OfUser {}

    /// A mailbox has another name.
    record MailboxRenamed(long mailbox, String name) implements OfUser {}

    /// A mailbox is for these uses, and no longer for others.
    record SpecialUseChanged(long mailbox, Set<SpecialUse> uses) implements OfUser {}

    /// Somebody has these rights to a mailbox, and no others.
    record RightsChanged(long mailbox, String identifier, Rights rights) implements OfUser {}

    /// A name is, or is no longer, subscribed to.
    record SubscriptionChanged(String name, boolean subscribed) implements OfUser {}

    /// A message has come, by append, delivery or copy.
    ///
    /// @param deliveryId of the hand-over that brought it
    record MessageAdded(long mailbox, Message message, Optional<String> deliveryId)
            implements OfUser {}

    /// Messages have other flags.
    record FlagsChanged(long mailbox, long modSeq, Uids uids, FlagMode mode, Flags flags)
            implements OfUser {}

    /// Messages are gone, and may come back until they are forgotten.
    record MessagesExpunged(long mailbox, long modSeq, Uids uids) implements OfUser {}

    /// What went from a mailbox, one that was deleted too, with this change or before does not come
    /// back.
    record MessagesForgotten(long mailbox, long upTo) implements OfUser {}

    /// A deleted mailbox does not come back.
    record MailboxForgotten(long mailbox) implements OfUser {}

    /// This node does, or does not, own the user.
    record OwnedMarked(boolean owned) implements OfUser {}

    /// A mailbox takes over the mail of a mailbox elsewhere, and this far it has come. If it has
    /// adopted the UIDVALIDITY, no UID up to there is given to anything else.
    record ImportMarked(long mailbox, ImportMark mark) implements OfUser {}

    /// A message waits for delivery.
    record Queued(QueueEntry entry) implements OfQueue {}

    /// Recipients were tried.
    ///
    /// @param outcomes by place in the entry
    record RecipientsTried(Map<Integer, QueuedRecipient.Outcome> outcomes) implements OfQueue {}

    /// The entry is gone.
    record Dequeued() implements OfQueue {}
}
