package org.tohost.backend.store;

import static java.util.Collections.disjoint;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Plans what concerns mailboxes as a whole. Pure.
final class MailboxPlanner {
    /// How many mailboxes a user may have.
    static final int MAX_MAILBOXES = 10_000;

    /// How many may have rights to one mailbox.
    static final int MAX_IDENTIFIERS = 1000;

    private static final int MAX_IDENTIFIER = 512;

    private MailboxPlanner() {}

    static Long create(UserDraft user, Intent.CreateMailbox intent) {
        String asked = intent.name();
        boolean trailing = asked.length() > 1 && asked.charAt(asked.length() - 1) == '/';
        String name =
                MailboxName.checked(trailing ? asked.substring(0, asked.length() - 1) : asked);
        absent(user, name);
        unused(user, 0, intent.uses());
        long id = createWithSuperiors(user, name);
        if (!intent.uses().isEmpty()) {
            user.add(new Change.SpecialUseChanged(id, intent.uses()));
        }
        return id;
    }

    static Intent.Done setSpecialUse(UserDraft user, Intent.SetSpecialUse intent) {
        MailboxView mailbox = user.mailbox(intent.mailbox());
        unused(user, mailbox.id(), intent.uses());
        if (!mailbox.traits().uses().equals(intent.uses())) {
            user.add(new Change.SpecialUseChanged(mailbox.id(), intent.uses()));
        }
        return Intent.Done.DONE;
    }

    static Intent.Done setRights(UserDraft user, Intent.SetRights intent) {
        MailboxView mailbox = user.mailbox(intent.mailbox());
        String identifier = intent.identifier();
        if (identifier.isEmpty()
                || identifier.length() > MAX_IDENTIFIER
                || identifier.equals(user.view().user().name())) {
            throw new Failure.Refused(Refusal.NOT_PERMITTED, "not an identifier to give rights to");
        }
        NavigableMap<String, Rights> rights = mailbox.traits().rights();
        if (!rights.getOrDefault(identifier, Rights.NONE).equals(intent.rights())) {
            if (rights.size() >= MAX_IDENTIFIERS && !rights.containsKey(identifier)) {
                throw new Failure.Refused(Refusal.LIMIT, "rights of too many");
            }
            user.add(new Change.RightsChanged(mailbox.id(), identifier, intent.rights()));
        }
        return Intent.Done.DONE;
    }

    static Intent.Done delete(UserDraft user, Intent.DeleteMailbox intent) {
        MailboxView mailbox = user.mailbox(intent.name());
        if (mailbox.name().equals(MailboxName.INBOX)) {
            throw new Failure.Refused(Refusal.NOT_PERMITTED, "INBOX stays");
        }
        user.add(new Change.MailboxDeleted(mailbox.id()));
        GonePlanner.deleted(user);
        return Intent.Done.DONE;
    }

    static Intent.Done rename(UserDraft user, Intent.RenameMailbox intent) {
        String from = MailboxName.canonical(intent.from());
        String to = MailboxName.checked(intent.to());
        absent(user, to);
        if (from.equals(MailboxName.INBOX)) {
            return renameInbox(user, to);
        }
        List<MailboxView> moved =
                user.view().mailboxes().values().stream()
                        .filter(m -> m.name().equals(from) || MailboxName.isBelow(m.name(), from))
                        .toList();
        if (moved.isEmpty()) {
            throw new Failure.Refused(Refusal.NONEXISTENT, "no such mailbox");
        }
        if (MailboxName.isBelow(to, from)) {
            throw new Failure.Refused(Refusal.NOT_PERMITTED, "a mailbox cannot go below itself");
        }
        for (MailboxView mailbox : moved) {
            absent(user, MailboxName.checked(to + mailbox.name().substring(from.length())));
        }
        createSuperiors(user, to);
        for (MailboxView mailbox : moved) {
            String name = to + mailbox.name().substring(from.length());
            user.add(new Change.MailboxRenamed(mailbox.id(), name));
        }
        return Intent.Done.DONE;
    }

    static Intent.Done subscribe(UserDraft user, String asked, boolean subscribed) {
        String name = subscribed ? MailboxName.checked(asked) : MailboxName.canonical(asked);
        if (user.view().subscriptions().contains(name) != subscribed) {
            if (subscribed && user.view().subscriptions().size() >= MAX_MAILBOXES) {
                throw new Failure.Refused(Refusal.LIMIT, "too many subscriptions");
            }
            user.add(new Change.SubscriptionChanged(name, subscribed));
        }
        return Intent.Done.DONE;
    }

    /// RFC 9051 6.3.6: the messages go to a new mailbox, INBOX is left empty.
    private static Intent.Done renameInbox(UserDraft user, String to) {
        long target = createWithSuperiors(user, to);
        MailboxView inbox = user.view().inbox();
        Uids all = Uids.of(inbox.messages().stream().mapToLong(Message::uid));
        inbox.messages().stream()
                .forEach(m -> MessagePlanner.add(user, target, m, Optional.empty()));
        if (!all.isEmpty()) {
            user.add(new Change.MessagesExpunged(inbox.id(), inbox.highestModSeq() + 1, all));
        }
        return Intent.Done.DONE;
    }

    /// Creates a mailbox of a checked name that is not there, and those above it that are not.
    static long createWithSuperiors(UserDraft user, String name) {
        createSuperiors(user, name);
        return create(user, name, user.view().lastUidValidity() + 1);
    }

    /// Creates a mailbox of a checked name that is not there, below those that are.
    static long create(UserDraft user, String name, long uidValidity) {
        if (user.view().mailboxes().size() >= MAX_MAILBOXES) {
            throw new Failure.Refused(Refusal.LIMIT, "too many mailboxes");
        }
        long id = user.view().lastMailboxId() + 1;
        user.add(new Change.MailboxCreated(id, name, uidValidity));
        return id;
    }

    static void createSuperiors(UserDraft user, String name) {
        for (String superior : MailboxName.superiors(name)) {
            if (user.view().mailbox(superior).isEmpty()) {
                createWithSuperiors(user, superior);
            }
        }
    }

    private static void unused(UserDraft user, long exceptBy, Set<SpecialUse> uses) {
        if (user.view().mailboxes().values().stream()
                .anyMatch(m -> m.id() != exceptBy && !disjoint(m.traits().uses(), uses))) {
            throw new Failure.Refused(Refusal.IN_USE, "another mailbox is for that");
        }
    }

    private static void absent(UserDraft user, String name) {
        if (user.view().mailbox(name).isPresent()) {
            throw new Failure.Refused(Refusal.ALREADY_EXISTS, "there is such a mailbox");
        }
    }
}
