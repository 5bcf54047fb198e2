package org.tohost.backend.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Acceptance;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.Placement;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpReply;

/// Delivery of queued mail to mailboxes of this node: of users who came to belong to it while their
/// mail was waiting.
final class LocalDelivery {
    /// What a delivered recipient rests on.
    static final SmtpReply DELIVERED = SmtpReply.of(250, "2.1.5", "Delivered");

    private static final String INBOX = "INBOX";

    private final MailStore store;
    private final MailboxRoom room;

    LocalDelivery(MailStore store, MailboxRoom room) {
        this.store = store;
        this.room = room;
    }

    /// Puts the message into the user's mailbox, once however often this is called for the
    /// recipient.
    SmtpReply deliver(QueueEntry entry, QueuedRecipient recipient, Destination.Local here) {
        Body body = store.queue().body(entry);
        try (SpoolWriter writer = store.spool().begin()) {
            body.transferTo(writer);
            try (Spooled spooled = writer.finish()) {
                Acceptance.LocalRecipient copy =
                        copy(
                                entry.sender(),
                                new Recipient(recipient.address(), here, recipient.handOver()),
                                here,
                                Optional.empty());
                return switch (store.accept(acceptance(entry, spooled, copy)).local().getFirst()) {
                    case Placement.Stored _ -> DELIVERED;
                    case Placement.Waiting _, Placement.Refused _ -> room.refusal(entry.sender());
                };
            }
        } catch (IOException | Failure e) {
            return SmtpReply.of(452, "4.3.1", "Mailbox cannot be written: " + e.getMessage());
        }
    }

    private static Acceptance acceptance(
            QueueEntry entry, Spooled body, Acceptance.LocalRecipient copy) {
        return new Acceptance(
                body,
                entry.queueId(),
                entry.sender(),
                entry.session(),
                entry.messageId(),
                List.of(copy),
                List.of());
    }

    /// {@return one user's copy, with the header lines for it alone (RFC 5321 4.4 Return-Path)}
    ///
    /// @param otherwise what waits in the queue if there is no room
    static Acceptance.LocalRecipient copy(
            String sender,
            Recipient recipient,
            Destination.Local here,
            Optional<QueuedRecipient> otherwise) {
        String prefix = "Return-Path: <" + sender + ">\r\nDelivered-To: " + here.user() + "\r\n";
        return new Acceptance.LocalRecipient(
                here.user(),
                recipient.address(),
                INBOX,
                prefix.getBytes(StandardCharsets.UTF_8),
                deliveryId(recipient.handOver(), recipient.address()),
                here.quota(),
                otherwise);
    }

    /// {@return the name of a delivery}
    ///
    /// @param handOver the queue id that it is named after, empty for none
    static Optional<String> deliveryId(String handOver, MailAddress original) {
        return Optional.of(handOver).filter(id -> !id.isEmpty()).map(id -> id + "/" + original);
    }
}
