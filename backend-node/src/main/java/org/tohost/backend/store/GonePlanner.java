package org.tohost.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Plans what becomes of mail that is gone: it comes back, or is forgotten for good. Pure.
final class GonePlanner {
    /// How many deleted mailboxes a user may have; beyond, the oldest is forgotten at once.
    static final int MAX_DELETED = 1000;

    private GonePlanner() {}

    /// Keeps the number of deleted mailboxes within its bound.
    static void deleted(UserDraft user) {
        if (user.view().deleted().size() > MAX_DELETED) {
            DeletedMailbox oldest =
                    Collections.min(
                            user.view().deleted().values(),
                            Comparator.comparing(DeletedMailbox::at));
            user.add(new Change.MailboxForgotten(oldest.mailbox().id()));
        }
    }

    /// What went stays known as gone: a client that was away must still hear of it.
    static Uids undelete(UserDraft user, Intent.Undelete intent) {
        Optional<DeletedMailbox> deleted =
                Optional.ofNullable(user.view().deleted().get(intent.mailbox()));
        MailboxView source =
                deleted.map(DeletedMailbox::mailbox)
                        .or(() -> user.view().mailbox(intent.mailbox()))
                        .orElseThrow(GonePlanner::nonexistent);
        List<Message> back = new ArrayList<>(source.gone().messages().among(intent.uids()));
        if (deleted.isPresent()) {
            back.addAll(source.messages().among(intent.uids()));
        }
        if (back.isEmpty()) {
            return Uids.NONE;
        }
        long target = deleted.isPresent() ? target(user, source.name()) : source.id();
        Flags undeleted = Flags.of(SystemFlag.DELETED);
        List<Long> given = new ArrayList<>();
        for (Message message : back) {
            Message again = message.flagged(message.flags().without(undeleted), message.modSeq());
            given.add(MessagePlanner.add(user, target, again, Optional.empty()).uid());
        }
        return Uids.of(given);
    }

    static Intent.Done forget(UserDraft user, Intent.Forget intent) {
        Instant limit = intent.limit();
        List<DeletedMailbox> deleted = List.copyOf(user.view().deleted().values());
        for (DeletedMailbox each : deleted) {
            if (each.at().isAfter(limit)) {
                forget(user, each.mailbox(), limit);
            } else {
                user.add(new Change.MailboxForgotten(each.mailbox().id()));
            }
        }
        for (MailboxView mailbox : List.copyOf(user.view().mailboxes().values())) {
            forget(user, mailbox, limit);
        }
        return Intent.Done.DONE;
    }

    private static void forget(UserDraft user, MailboxView mailbox, Instant limit) {
        long upTo = mailbox.gone().upTo(limit);
        if (upTo > mailbox.gone().floor()) {
            user.add(new Change.MessagesForgotten(mailbox.id(), upTo));
        }
    }

    /// The mailbox of this name, a new one if the name is free.
    private static long target(UserDraft user, String name) {
        return user.view()
                .mailbox(name)
                .map(MailboxView::id)
                .orElseGet(() -> MailboxPlanner.createWithSuperiors(user, name));
    }

    private static Failure.Refused nonexistent() {
        return new Failure.Refused(Refusal.NONEXISTENT, "no such mailbox");
    }
}
