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
        List<Placement> local = new ArrayList<>();
        List<QueuedRecipient> queued = new ArrayList<>(acceptance.queued());
        for (Acceptance.LocalRecipient recipient : acceptance.local()) {
            Placement placement = deliver(acceptance, recipient, group);
            local.add(placement);
            if (placement instanceof Placement.Waiting) {
                recipient.otherwise().ifPresent(queued::add);
            }
        }
        if (!queued.isEmpty()) {
            QueueDraft queue = group.queue(acceptance.queueId());
            if (queue.entry().isEmpty()) {
                queue.add(new Change.Queued(entry(acceptance, queued, group)));
            }
        }
        return new Accepted(List.copyOf(local));
    }

    private static Placement deliver(
            Acceptance acceptance, Acceptance.LocalRecipient recipient, GroupDraft group) {
        UserDraft user = group.user(recipient.user()).within(recipient.quota());
        Optional<Appended> before = recipient.deliveryId().flatMap(user.view().deliveries()::find);
        if (before.isPresent()) {
            return new Placement.Stored(before.get());
        }
        long size = recipient.prefix().length + acceptance.body().size();
        if (!user.hasRoom(new Usage(size, 1))) {
            return recipient.otherwise().isPresent()
                    ? new Placement.Waiting()
                    : new Placement.Refused();
        }
        MailboxView mailbox =
                user.view().mailbox(recipient.mailbox()).orElseGet(() -> user.view().inbox());
        String prefix = new String(recipient.prefix(), StandardCharsets.ISO_8859_1);
        Message message =
                Message.arriving(
                        Flags.NONE,
                        group.now().truncatedTo(ChronoUnit.SECONDS),
                        group.content(acceptance.body(), prefix));
        return new Placement.Stored(
                MessagePlanner.add(user, mailbox.id(), message, recipient.deliveryId()));
    }

    private static QueueEntry entry(
            Acceptance acceptance, List<QueuedRecipient> queued, GroupDraft group) {
        return new QueueEntry(
                acceptance.queueId(),
                acceptance.sender(),
                new BodyRef(group.body(acceptance.body()), ""),
                acceptance.body().size(),
                group.now(),
                acceptance.session(),
                acceptance.messageId(),
                List.copyOf(queued));
    }
}
