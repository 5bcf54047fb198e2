package org.tohost.backend.store;

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
        long id =
                user.view()
                        .mailbox(name)
                        .map(MailboxView::id)
                        .orElseGet(() -> MailboxPlanner.create(user, name));
        long theirs = intent.uidValidity();
        Optional<ImportMark> mark = mark(user.view(), id);
        // an adopted number stays known for good, so that it never comes back with other messages
        if (theirs != 0 && mark.filter(m -> m.isAdopted() || m.uidValidity() == theirs).isEmpty()) {
            MailboxView mailbox = user.mailbox(id);
            boolean adopted = mayAdopt(user.view(), mailbox, theirs);
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
            if (message.uid() == 0 || message.uid() > done) {
                long least = adopted ? message.uid() : 0;
                given.add(add(user, id, draft(message, group), least));
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

    /// The numbers that we give ourselves rise from the first one of INBOX on; those that came with
    /// mailboxes are kept with their marks. Any other was never seen.
    private static boolean mayAdopt(UserView view, MailboxView mailbox, long uidValidity) {
        MailboxView inbox = view.inbox();
        long first =
                mark(view, inbox.id())
                        .filter(ImportMark::isAdopted)
                        .map(ImportMark::replaced)
                        .orElse(inbox.uidValidity());
        return mailbox.uidNext() == 1
                && uidValidity > 0
                && uidValidity <= LAST_UID_VALIDITY
                && (uidValidity < first || uidValidity > view.lastUidValidity())
                && view.imports().values().stream()
                        .noneMatch(m -> m.isAdopted() && m.uidValidity() == uidValidity);
    }

    private static Message draft(ImportedMessage imported, GroupDraft group) {
        return new Message(
                0,
                0,
                imported.flags(),
                imported.internalDate().truncatedTo(ChronoUnit.SECONDS),
                imported.body().size(),
                new BodyRef(group.body(imported.body()), ""),
                EmailId.of(imported.body().sha256(), ""),
                imported.uidl());
    }

    private static long add(UserDraft user, long mailboxId, Message message, long least) {
        MailboxView mailbox = user.mailbox(mailboxId);
        long uid = Math.max(least, mailbox.uidNext());
        if (uid > MessagePlanner.LAST_UID) {
            throw new Failure.Refused(Refusal.LIMIT, "the mailbox has no UIDs left");
        }
        Message numbered = message.at(uid, mailbox.highestModSeq() + 1, message.uidl());
        user.add(new Change.MessageAdded(mailboxId, numbered, Optional.empty()));
        return uid;
    }
}
