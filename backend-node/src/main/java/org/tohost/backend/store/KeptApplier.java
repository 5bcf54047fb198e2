package org.tohost.backend.store;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tohost.common.failure.Failure;

/// What follows from the parts of a checkpoint. Pure.
final class KeptApplier {
    private KeptApplier() {}

    /// {@return the user's mail with this part too}
    ///
    /// @throws Failure.Syntax if the part does not fit those before
    static UserView apply(UserView view, Kept part) {
        return switch (part) {
            case Kept.Begun p -> UserView.begun(view.user(), p);
            case Kept.Mailbox p ->
                    p.deletedAt()
                            .map(at -> view.withDeleted(new DeletedMailbox(p.mailbox(), at)))
                            .orElseGet(() -> with(view, p.mailbox()));
            case Kept.Messages p -> messages(view, p);
            case Kept.Deliveries p -> deliveries(view, p);
            case Kept.Ended _ -> view;
        };
    }

    private static UserView messages(UserView view, Kept.Messages part) {
        DeletedMailbox deleted = view.deleted().get(part.mailbox());
        if (deleted != null) {
            MailboxView after = with(deleted.mailbox(), part);
            return view.withDeleted(new DeletedMailbox(after, deleted.at()));
        }
        MailboxView mailbox =
                view.mailbox(part.mailbox())
                        .orElseThrow(() -> new Failure.Syntax("messages without a mailbox"));
        return with(view, with(mailbox, part));
    }

    private static MailboxView with(MailboxView mailbox, Kept.Messages part) {
        Gone gone = mailbox.gone();
        return part.gone()
                ? mailbox.with(
                        new Gone(gone.floor(), gone.marks(), gone.messages().with(part.messages())))
                : mailbox.with(mailbox.messages().with(part.messages()), mailbox.highestModSeq());
    }

    private static UserView with(UserView view, MailboxView mailbox) {
        NavigableMap<String, MailboxView> all = new TreeMap<>(view.mailboxes());
        all.put(mailbox.name(), mailbox);
        return view.with(Collections.unmodifiableNavigableMap(all));
    }

    private static UserView deliveries(UserView view, Kept.Deliveries part) {
        DeliveryIds ids = view.deliveries();
        for (Kept.Delivery each : part.deliveries()) {
            ids = ids.plus(each.id(), each.delivered());
        }
        return view.with(ids);
    }
}
