package org.tohost.backend.store;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plans the acceptance of a message for all its recipients, and the work of the queue. Pure.
final class AcceptancePlanner {
    private AcceptancePlanner() {}

    static Accepted plan(Acceptance acceptance, GroupDraft group) {
        List<Appended> local = new ArrayList<>();
        for (Acceptance.LocalRecipient recipient : acceptance.local()) {
            local.add(deliver(acceptance, recipient, group));
        }
        if (!acceptance.queued().isEmpty()) {
            QueueDraft queue = group.queue(acceptance.queueId());
            if (queue.entry().isEmpty()) {
                queue.add(new Change.Queued(entry(acceptance, group)));
            }
        }
        return new Accepted(List.copyOf(local));
    }

    private static Appended deliver(
            Acceptance acceptance, Acceptance.LocalRecipient recipient, GroupDraft group) {
        UserDraft user = group.user(recipient.user());
        Optional<Appended> before = recipient.deliveryId().flatMap(user.view().deliveries()::find);
        if (before.isPresent()) {
            return before.get();
        }
        MailboxView mailbox =
                user.view().mailbox(recipient.mailbox()).orElseGet(() -> user.view().inbox());
        String prefix = new String(recipient.prefix(), StandardCharsets.ISO_8859_1);
        Message message =
                Message.unnamed(
                        Flags.NONE,
                        group.now().truncatedTo(ChronoUnit.SECONDS),
                        prefix.length() + acceptance.body().size(),
                        new BodyRef(group.body(acceptance.body()), prefix),
                        EmailId.of(acceptance.body().sha256(), prefix));
        return MessagePlanner.add(user, mailbox.id(), message, recipient.deliveryId());
    }

    private static QueueEntry entry(Acceptance acceptance, GroupDraft group) {
        return new QueueEntry(
                acceptance.queueId(),
                acceptance.sender(),
                new BodyRef(group.body(acceptance.body()), ""),
                acceptance.body().size(),
                group.now(),
                acceptance.session(),
                acceptance.messageId(),
                List.copyOf(acceptance.queued()));
    }
}
