package org.tohost.backend.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Plans what brings mail from elsewhere. Pure.
final class ImportPlanner {
    private static final long LAST_UID_VALIDITY = 0xFFFF_FFFFL; // RFC 9051 9, nz-number

    private ImportPlanner() {}

    static Long adopt(UserDraft user, Intent.AdoptMailbox intent) {
        String name = MailboxName.checked(intent.name());
        long theirs = intent.uidValidity();
        long id =
                user.view()
                        .mailbox(name)
                        .map(MailboxView::id)
                        .orElseGet(() -> create(user, name, theirs));
        if (theirs != 0 && mayMark(user, id, theirs)) {
            MailboxView mailbox = user.mailbox(id);
            boolean adopted =
                    mailbox.uidNext() == 1
                            && (mailbox.uidValidity() == theirs || isUnseen(user.view(), theirs));
            long replaced = adopted ? mailbox.uidValidity() : 0;
            user.add(new Change.ImportMarked(id, new ImportMark(theirs, 0, replaced)));
        }
        return id;
    }

    static Uids take(UserDraft user, Intent.Import intent, GroupDraft group) {
        long id = user.mailbox(intent.mailbox()).id();
        Optional<ImportMark> mark =
                mark(user.view(), id).filter(m -> m.uidValidity() == intent.uidValidity());
        long done = mark.map(ImportMark::upTo).orElse(0L);
        boolean adopted = mark.filter(ImportMark::isAdopted).isPresent();
        List<Long> given = new ArrayList<>();
        for (ImportedMessage message : intent.messages()) {
            if ((message.uid() == 0 || message.uid() > done) && !isKnown(user.view(), message)) {
                user.requireRoom(new Usage(message.body().size(), 1));
                long uid = uid(user.mailbox(id), adopted ? message.uid() : 0);
                Instant saved = user.now().truncatedTo(ChronoUnit.SECONDS);
                Message added =
                        draft(message, group).at(uid, nextModSeq(user, id), saved, message.uidl());
                Optional<String> key =
                        Optional.of(message.key()).filter(k -> message.uid() == 0 && !k.isEmpty());
                user.add(new Change.MessageAdded(id, added, key));
                given.add(uid);
            }
        }
        if (mark.isPresent() && intent.upTo() > done) {
            user.add(new Change.ImportMarked(id, mark.get().reached(intent.upTo())));
        }
        return Uids.of(given);
    }

    private static Optional<ImportMark> mark(UserView view, long mailbox) {
        return Optional.ofNullable(view.imports().get(mailbox));
    }

    /// An adopted number stays known for good, so that it never comes back with other messages. A
    /// mailbox that gave its numbers itself takes nothing over by them.
    private static boolean mayMark(UserDraft user, long id, long theirs) {
        MailboxView mailbox = user.mailbox(id);
        return mark(user.view(), id)
                .map(mark -> !mark.isAdopted() && mark.uidValidity() != theirs)
                .orElse(mailbox.uidNext() == 1 || mailbox.uidValidity() != theirs);
    }

    /// A new mailbox has the number that it adopts from the beginning.
    private static long create(UserDraft user, String name, long theirs) {
        MailboxPlanner.createSuperiors(user, name);
        long own = user.view().lastUidValidity() + 1;
        return MailboxPlanner.create(user, name, isUnseen(user.view(), theirs) ? theirs : own);
    }

    /// The numbers that we give ourselves rise from the first one of INBOX on; those that came with
    /// mailboxes are kept with their marks. Any other was never seen.
    private static boolean isUnseen(UserView view, long uidValidity) {
        MailboxView inbox = view.inbox();
        long first =
                mark(view, inbox.id())
                        .filter(ImportMark::isAdopted)
                        .map(ImportMark::replaced)
                        .orElse(inbox.uidValidity());
        return uidValidity > 0
                && uidValidity <= LAST_UID_VALIDITY
                && (uidValidity < first || uidValidity > view.lastUidValidity())
                && view.imports().values().stream()
                        .noneMatch(m -> m.isAdopted() && m.uidValidity() == uidValidity);
    }

    /// Only what came without a UID is remembered by its key, among the deliveries.
    private static boolean isKnown(UserView view, ImportedMessage message) {
        return !message.key().isEmpty() && view.deliveries().find(message.key()).isPresent();
    }

    private static Message draft(ImportedMessage imported, GroupDraft group) {
        return Message.arriving(
                imported.flags(),
                imported.internalDate().truncatedTo(ChronoUnit.SECONDS),
                group.content(imported.body(), ""));
    }

    private static long uid(MailboxView mailbox, long least) {
        long uid = Math.max(least, mailbox.uidNext());
        if (uid > MessagePlanner.LAST_UID) {
            throw new Failure.Refused(Refusal.LIMIT, "the mailbox has no UIDs left");
        }
        return uid;
    }

    private static long nextModSeq(UserDraft user, long mailbox) {
        return user.mailbox(mailbox).highestModSeq() + 1;
    }
}
