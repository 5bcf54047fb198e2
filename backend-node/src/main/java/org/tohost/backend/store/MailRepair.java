package org.tohost.backend.store;

import java.time.Instant;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// Applies changes where some before them are lost, by the applier that serves live changes: first
/// the state is made fit for the change. What concerns something that is not there is passed over.
/// Pure.
final class MailRepair {
    /// Where mailboxes are whose name is lost.
    static final String LOST = "lost+found";

    private MailRepair() {}

    static UserView apply(UserView view, Change.OfUser change, Instant at) {
        try {
            return ChangeApplier.apply(prepared(view, change, at), change, at);
        } catch (Failure.Syntax | IllegalArgumentException _) {
            return view;
        }
    }

    private static UserView prepared(UserView view, Change.OfUser change, Instant at) {
        return switch (change) {
            case Change.UserCreated _ -> {
                if (view.version() > 0) {
                    throw new Failure.Syntax("a user who is there");
                }
                yield view;
            }
            case Change.MailboxCreated c -> free(view, c.name(), c.mailbox(), at);
            case Change.MailboxRenamed c ->
                    free(with(view, c.mailbox(), at), c.name(), c.mailbox(), at);
            case Change.MessageAdded c -> with(view, c.mailbox(), at);
            case Change.ImportMarked c -> with(view, c.mailbox(), at);
            case Change.SpecialUseChanged c -> with(view, c.mailbox(), at);
            case Change.RightsChanged c -> with(view, c.mailbox(), at);
            case Kept _ -> throw new Failure.Syntax("a part of a checkpoint among changes");
            case Change.MailboxDeleted _,
                    Change.SubscriptionChanged _,
                    Change.FlagsChanged _,
                    Change.MessagesExpunged _,
                    Change.MessagesForgotten _,
                    Change.MailboxForgotten _,
                    Change.OwnedMarked _ ->
                    view;
        };
    }

    /// {@return the view with this mailbox, whose creation may be lost}
    private static UserView with(UserView view, long mailbox, Instant at) {
        if (view.mailbox(mailbox).isPresent()) {
            return view;
        }
        Change.MailboxCreated created =
                new Change.MailboxCreated(
                        mailbox, LOST + "/" + mailbox, view.lastUidValidity() + 1);
        return ChangeApplier.apply(view, created, at);
    }

    /// {@return the view in which no other mailbox has this name, because its renaming or deletion
    /// is lost}
    private static UserView free(UserView view, String name, long mailbox, Instant at) {
        Optional<MailboxView> other = view.mailbox(name).filter(m -> m.id() != mailbox);
        if (other.isEmpty()) {
            return view;
        }
        long id = other.get().id();
        return ChangeApplier.apply(view, new Change.MailboxRenamed(id, LOST + "/" + id), at);
    }
}
