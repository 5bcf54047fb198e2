package org.tohost.backend.store;

import java.util.stream.LongStream;

/// A mailbox at one moment. Immutable; two views of one mailbox share what has not changed.
///
/// @param id stable over renames, unique among the user's mailboxes of all times
/// @param name the whole name, levels separated by `/`
/// @param uidValidity unique among the user's mailboxes of all times, strictly rising
/// @param uidNext the UID of the next message
/// @param highestModSeq the number of the last change, from 1
/// @param traits what it is for, and who may use it
/// @param gone what was expunged and is not forgotten
public record MailboxView(
        long id,
        String name,
        long uidValidity,
        long uidNext,
        long highestModSeq,
        MailboxTraits traits,
        MessageList messages,
        Gone gone) {
    /// {@return a mailbox without messages}
    public static MailboxView empty(long id, String name, long uidValidity) {
        return new MailboxView(
                id, name, uidValidity, 1, 1, MailboxTraits.NONE, MessageList.EMPTY, Gone.NOTHING);
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

    /// {@return the UIDs that went after this MODSEQ (RFC 7162 3.2.6). If it is forgotten which
    /// these are, all that there could have been and that are not there}
    public Uids expungedSince(long modSeq) {
        return modSeq >= gone.floor() ? gone.since(modSeq) : missing();
    }

    private Uids missing() {
        LongStream.Builder bounds = LongStream.builder();
        long next = 1;
        for (int i = 0; i < messages.size(); i++) {
            long uid = messages.uid(i);
            if (uid > next) {
                bounds.add(next).add(uid - 1);
            }
            next = uid + 1;
        }
        if (uidNext > next) {
            bounds.add(next).add(uidNext - 1);
        }
        return Uids.ofRuns(bounds.build().toArray());
    }

    MailboxView withoutMessages() {
        Gone times = new Gone(gone.floor(), gone.marks(), MessageList.EMPTY);
        return with(MessageList.EMPTY, highestModSeq).with(times);
    }

    MailboxView renamed(String newName) {
        return new MailboxView(
                id, newName, uidValidity, uidNext, highestModSeq, traits, messages, gone);
    }

    MailboxView with(MailboxTraits changed) {
        return new MailboxView(
                id, name, uidValidity, uidNext, highestModSeq, changed, messages, gone);
    }

    MailboxView adopted(ImportMark mark) {
        return new MailboxView(
                id,
                name,
                mark.uidValidity(),
                Math.max(uidNext, mark.upTo() + 1),
                highestModSeq,
                traits,
                messages,
                gone);
    }

    MailboxView with(MessageList changed, long modSeq) {
        return new MailboxView(
                id,
                name,
                uidValidity,
                uidNext,
                Math.max(modSeq, highestModSeq),
                traits,
                changed,
                gone);
    }

    MailboxView with(Gone changed) {
        return new MailboxView(
                id, name, uidValidity, uidNext, highestModSeq, traits, messages, changed);
    }

    MailboxView expunged(Uids uids, ExpungeMark mark) {
        Selection went = messages.among(uids);
        return with(messages.minus(uids), mark.modSeq())
                .with(gone.plus(went.as(m -> m.flagged(m.flags(), mark.modSeq())), mark));
    }

    MailboxView plus(Message message) {
        return new MailboxView(
                id,
                name,
                uidValidity,
                message.uid() + 1,
                Math.max(message.modSeq(), highestModSeq),
                traits,
                messages.plus(message),
                gone);
    }
}
