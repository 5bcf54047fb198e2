package org.tohost.backend.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Plans what concerns messages. Pure.
final class MessagePlanner {
    static final long LAST_UID = 0xFFFF_FFFFL; // RFC 9051 9, nz-number

    private MessagePlanner() {}

    static Appended append(UserDraft user, Intent.Append intent, GroupDraft group) {
        MailboxView mailbox = user.mailbox(intent.mailbox());
        user.requireRoom(new Usage(intent.body().size(), 1));
        Instant date = intent.internalDate().truncatedTo(ChronoUnit.SECONDS);
        MessageContent content = group.content(intent.body(), "");
        Message message = Message.arriving(intent.flags(), date, content);
        return add(user, mailbox.id(), message, Optional.empty());
    }

    /// Adds a message to a mailbox with the next UID and MODSEQ.
    static Appended add(
            UserDraft user, long mailboxId, Message message, Optional<String> deliveryId) {
        MailboxView mailbox = user.mailbox(mailboxId);
        long uid = mailbox.uidNext();
        if (uid > LAST_UID) {
            throw new Failure.Refused(Refusal.LIMIT, "the mailbox has no UIDs left");
        }
        Instant saved = user.now().truncatedTo(ChronoUnit.SECONDS);
        Message numbered = message.at(uid, mailbox.highestModSeq() + 1, saved, "");
        user.add(new Change.MessageAdded(mailboxId, numbered, deliveryId));
        return new Appended(mailbox.uidValidity(), uid);
    }

    static Copied copy(UserDraft user, Intent.Copy intent) {
        MailboxView target = user.mailbox(intent.to());
        List<Message> messages = user.mailbox(intent.mailbox()).messages().among(intent.uids());
        user.requireRoom(Usage.of(messages));
        return copy(user, messages, target);
    }

    static Copied move(UserDraft user, Intent.Move intent) {
        MailboxView target = user.mailbox(intent.to());
        List<Message> messages = user.mailbox(intent.mailbox()).messages().among(intent.uids());
        Copied copied = copy(user, messages, target);
        expunge(user, intent.mailbox(), copied.source());
        return copied;
    }

    static FlagsStored storeFlags(UserDraft user, Intent.StoreFlags intent) {
        MailboxView mailbox = user.mailbox(intent.mailbox());
        List<Message> named = mailbox.messages().among(intent.uids());
        Predicate<Message> isModified = m -> m.modSeq() > intent.unchangedSince();
        Uids modified = uids(named.stream(), isModified);
        Uids uids =
                uids(
                        named.stream().filter(isModified.negate()),
                        m -> !intent.mode().apply(m.flags(), intent.flags()).equals(m.flags()));
        if (uids.isEmpty()) {
            return new FlagsStored(mailbox.highestModSeq(), Uids.NONE, modified);
        }
        long modSeq = mailbox.highestModSeq() + 1;
        user.add(
                new Change.FlagsChanged(mailbox.id(), modSeq, uids, intent.mode(), intent.flags()));
        return new FlagsStored(modSeq, uids, modified);
    }

    static Uids expunge(UserDraft user, Intent.Expunge intent) {
        MailboxView mailbox = user.mailbox(intent.mailbox());
        Predicate<Message> wanted =
                m -> !intent.onlyDeleted() || m.flags().contains(SystemFlag.DELETED);
        Uids uids =
                uids(
                        intent.among()
                                .map(among -> mailbox.messages().among(among).stream())
                                .orElseGet(() -> all(mailbox, intent.onlyDeleted())),
                        wanted);
        expunge(user, mailbox.id(), uids);
        return uids;
    }

    private static Copied copy(UserDraft user, List<Message> messages, MailboxView target) {
        List<Long> given = new ArrayList<>();
        for (Message message : messages) {
            given.add(add(user, target.id(), message, Optional.empty()).uid());
        }
        return new Copied(target.uidValidity(), Uids.ofMessages(messages), Uids.of(given));
    }

    private static Stream<Message> all(MailboxView mailbox, boolean onlyDeleted) {
        return onlyDeleted ? mailbox.messages().deleted() : mailbox.messages().stream();
    }

    private static void expunge(UserDraft user, long mailboxId, Uids uids) {
        if (!uids.isEmpty()) {
            long modSeq = user.mailbox(mailboxId).highestModSeq() + 1;
            user.add(new Change.MessagesExpunged(mailboxId, modSeq, uids));
        }
    }

    private static Uids uids(Stream<Message> messages, Predicate<Message> wanted) {
        return Uids.of(messages.filter(wanted).mapToLong(Message::uid));
    }
}
