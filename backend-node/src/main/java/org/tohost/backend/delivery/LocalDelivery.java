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
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpReply;

/// Delivery of queued mail to mailboxes of this node: of users who came to belong to it while their
/// mail was waiting.
final class LocalDelivery {
    /// What a delivered recipient rests on.
    static final SmtpReply DELIVERED = SmtpReply.of(250, "2.1.5", "Delivered");

    private static final String INBOX = "INBOX";

    private final MailStore store;

    LocalDelivery(MailStore store) {
        this.store = store;
    }

    /// Puts the message into the user's mailbox, once however often this is called for the
    /// recipient.
    ///
    /// @return a positive or transient reply
    SmtpReply deliver(QueueEntry entry, QueuedRecipient recipient, UserId user) {
        Body body = store.queue().body(entry);
        try (SpoolWriter writer = store.spool().begin()) {
            body.transferTo(writer);
            try (Spooled spooled = writer.finish()) {
                store.accept(acceptance(entry, spooled, copy(entry, recipient, user)));
            }
            return DELIVERED;
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

    private static Acceptance.LocalRecipient copy(
            QueueEntry entry, QueuedRecipient recipient, UserId user) {
        return copy(entry.sender(), user, recipient.address(), recipient.handOver());
    }

    /// {@return one user's copy, with the header lines for it alone (RFC 5321 4.4 Return-Path)};
    /// `handOver` is the queue id that names the delivery, empty for none.
    static Acceptance.LocalRecipient copy(
            String sender, UserId user, MailAddress original, String handOver) {
        String prefix = "Return-Path: <" + sender + ">\r\nDelivered-To: " + user + "\r\n";
        return new Acceptance.LocalRecipient(
                user,
                original,
                INBOX,
                prefix.getBytes(StandardCharsets.UTF_8),
                Optional.of(handOver).filter(id -> !id.isEmpty()).map(id -> id + "/" + original));
    }
}
