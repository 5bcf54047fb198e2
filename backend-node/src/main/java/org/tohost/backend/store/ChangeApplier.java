package org.tohost.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.tohost.common.failure.Failure;

/// What follows from a change: the only code that makes new state out of old, for changes that were
/// just decided and for those that are read from the log. Pure.
final class ChangeApplier {
    private ChangeApplier() {}

    /// {@return the user's mail after the change; the version stays}
    ///
    /// @param at when it was decided
    /// @throws Failure.Syntax if the change does not fit the state, which no planned change does
    static UserView apply(UserView view, Change.OfUser change, Instant at) {
        return switch (change) {
            case Change.UserCreated c -> created(view, c);
            case Change.MailboxCreated c -> mailboxCreated(view, c);
            case Change.MailboxDeleted c -> mailboxDeleted(view, c, at);
            case Change.MailboxRenamed c -> mailboxRenamed(view, c);
            case Change.SpecialUseChanged c ->
                    change(view, c.mailbox(), box -> box.with(box.traits().with(c.uses())));
            case Change.RightsChanged c ->
                    change(
                            view,
                            c.mailbox(),
                            box -> box.with(box.traits().with(c.identifier(), c.rights())));
            case Change.SubscriptionChanged c -> subscriptionChanged(view, c);
            case Change.MessageAdded c -> messageAdded(view, c);
            case Change.FlagsChanged c -> change(view, c.mailbox(), box -> flagged(box, c));
            case Change.MessagesExpunged c -> expunged(view, c, at);
            case Change.MessagesForgotten c -> messagesForgotten(view, c);
            case Change.MailboxForgotten c -> view.withoutDeleted(c.mailbox());
            case Change.OwnedMarked c -> view.with(c.owned());
            case Change.ImportMarked c -> importMarked(view, c);
            case Kept part -> KeptApplier.apply(view, part);
        };
    }

    /// {@return the entry after the change, empty if it is gone}
    static Optional<QueueEntry> apply(Optional<QueueEntry> entry, Change.OfQueue change) {
        return switch (change) {
            case Change.Queued c -> Optional.of(c.entry());
            case Change.RecipientsTried c -> Optional.of(tried(present(entry), c));
            case Change.Dequeued _ -> Optional.empty();
        };
    }

    private static UserView created(UserView view, Change.UserCreated change) {
        return UserView.fresh(view.user(), change.uidValidity());
    }

    private static UserView mailboxCreated(UserView view, Change.MailboxCreated change) {
        NavigableMap<String, MailboxView> all = new TreeMap<>(view.mailboxes());
        all.put(
                change.name(),
                MailboxView.empty(change.mailbox(), change.name(), change.uidValidity()));
        return view.with(
                Collections.unmodifiableNavigableMap(all),
                Math.max(view.lastMailboxId(), change.mailbox()),
                Math.max(view.lastUidValidity(), change.uidValidity()));
    }

    private static UserView mailboxDeleted(
            UserView view, Change.MailboxDeleted change, Instant at) {
        NavigableMap<String, MailboxView> all = new TreeMap<>(view.mailboxes());
        MailboxView mailbox = mailbox(view, change.mailbox());
        all.remove(mailbox.name());
        UserView after = view.with(Collections.unmodifiableNavigableMap(all));
        boolean nothing = mailbox.messages().size() == 0 && mailbox.gone().isEmpty();
        return nothing ? after : after.withDeleted(new DeletedMailbox(mailbox, at));
    }

    private static UserView mailboxRenamed(UserView view, Change.MailboxRenamed change) {
        return change(view, change.mailbox(), box -> box.renamed(change.name()));
    }

    private static UserView subscriptionChanged(UserView view, Change.SubscriptionChanged change) {
        NavigableSet<String> names = new TreeSet<>(view.subscriptions());
        if (change.subscribed()) {
            names.add(change.name());
        } else {
            names.remove(change.name());
        }
        return view.with(Collections.unmodifiableNavigableSet(names));
    }

    private static UserView messageAdded(UserView view, Change.MessageAdded change) {
        Message message = change.message();
        UserView after = change(view, change.mailbox(), box -> box.plus(message));
        if (change.deliveryId().isEmpty()) {
            return after;
        }
        long uidValidity = mailbox(view, change.mailbox()).uidValidity();
        Appended answer = new Appended(uidValidity, message.uid());
        return after.with(view.deliveries().plus(change.deliveryId().get(), answer));
    }

    private static UserView importMarked(UserView view, Change.ImportMarked change) {
        NavigableMap<Long, ImportMark> marks = new TreeMap<>(view.imports());
        marks.put(change.mailbox(), change.mark());
        UserView marked = view.withImports(Collections.unmodifiableNavigableMap(marks));
        if (!change.mark().isAdopted()) {
            return marked;
        }
        UserView after = change(marked, change.mailbox(), box -> box.adopted(change.mark()));
        long last = Math.max(view.lastUidValidity(), change.mark().uidValidity());
        return after.with(after.mailboxes(), view.lastMailboxId(), last);
    }

    private static MailboxView flagged(MailboxView box, Change.FlagsChanged change) {
        MessageList messages =
                box.messages()
                        .replace(
                                change.uids(),
                                m ->
                                        m.flagged(
                                                change.mode().apply(m.flags(), change.flags()),
                                                change.modSeq()));
        return box.with(messages, change.modSeq());
    }

    private static UserView expunged(UserView view, Change.MessagesExpunged change, Instant at) {
        ExpungeMark mark = new ExpungeMark(change.modSeq(), at);
        return change(view, change.mailbox(), box -> box.expunged(change.uids(), mark));
    }

    private static UserView messagesForgotten(UserView view, Change.MessagesForgotten change) {
        DeletedMailbox deleted = view.deleted().get(change.mailbox());
        return deleted == null
                ? change(view, change.mailbox(), box -> forgotten(box, change))
                : view.withDeleted(
                        new DeletedMailbox(forgotten(deleted.mailbox(), change), deleted.at()));
    }

    private static MailboxView forgotten(MailboxView box, Change.MessagesForgotten change) {
        return box.with(box.gone().forgotten(change.upTo()));
    }

    private static UserView change(UserView view, long id, UnaryOperator<MailboxView> change) {
        MailboxView before = mailbox(view, id);
        MailboxView after = change.apply(before);
        NavigableMap<String, MailboxView> all = new TreeMap<>(view.mailboxes());
        all.remove(before.name());
        all.put(after.name(), after);
        return view.with(Collections.unmodifiableNavigableMap(all));
    }

    private static MailboxView mailbox(UserView view, long id) {
        return view.mailbox(id)
                .orElseThrow(() -> new Failure.Syntax("a change of a mailbox that is not there"));
    }

    private static QueueEntry tried(QueueEntry entry, Change.RecipientsTried change) {
        List<QueuedRecipient> recipients = new ArrayList<>(entry.recipients());
        change.outcomes()
                .forEach((i, outcome) -> recipients.set(i, recipients.get(i).after(outcome)));
        return entry.withRecipients(List.copyOf(recipients));
    }

    private static QueueEntry present(Optional<QueueEntry> entry) {
        return entry.orElseThrow(
                () -> new Failure.Syntax("a change of an entry that is not in the queue"));
    }
}
