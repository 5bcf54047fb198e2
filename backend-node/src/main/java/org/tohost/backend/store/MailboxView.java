package org.tohost.backend.store;

/// A mailbox at one moment. Immutable; two views of one mailbox share what has not changed.
///
/// @param id stable over renames, unique among the user's mailboxes of all times
/// @param name the whole name, levels separated by `/`
/// @param uidValidity unique among the user's mailboxes of all times, strictly rising
/// @param uidNext the UID of the next message
/// @param highestModSeq the number of the last change, from 1
public record MailboxView(
        long id,
        String name,
        long uidValidity,
        long uidNext,
        long highestModSeq,
        MessageList messages) {
    /// {@return a mailbox without messages}
    public static MailboxView empty(long id, String name, long uidValidity) {
        return new MailboxView(id, name, uidValidity, 1, 1, MessageList.EMPTY);
    }

    /// {@return what happened since `old`, a view of the same mailbox: cheap where little did}
    public MailboxChanges changesSince(MailboxView old) {
        return messages == old.messages
                ? MailboxChanges.NONE
                : MessageDiff.between(old.messages, messages);
    }

    /// {@return how many messages lack \Seen}
    public long unseen() {
        return messages.unseen();
    }

    MailboxView renamed(String newName) {
        return new MailboxView(id, newName, uidValidity, uidNext, highestModSeq, messages);
    }

    MailboxView adopted(ImportMark mark) {
        return new MailboxView(
                id,
                name,
                mark.uidValidity(),
                Math.max(uidNext, mark.upTo() + 1),
                highestModSeq,
                messages);
    }

    MailboxView with(MessageList changed, long modSeq) {
        return new MailboxView(
                id, name, uidValidity, uidNext, Math.max(modSeq, highestModSeq), changed);
    }

    MailboxView plus(Message message) {
        return new MailboxView(
                id,
                name,
                uidValidity,
                message.uid() + 1,
                Math.max(message.modSeq(), highestModSeq),
                messages.plus(message));
    }
}
