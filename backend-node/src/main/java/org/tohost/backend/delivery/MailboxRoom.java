package org.tohost.backend.delivery;

import java.util.Optional;
import org.tohost.backend.store.Acceptance;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.Usage;
import org.tohost.backend.store.UserView;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.smtp.SmtpFailures;
import org.tohost.common.smtp.SmtpReply;

/// Whether mailboxes of this node have room for a message, and what is said if not. What is found
/// here is how it looks now; the store decides. Any thread.
record MailboxRoom(MailStore store, QuotaSettings settings) {
    private static final SmtpReply PERMANENT = SmtpReply.of(552, "5.2.2", "Mailbox is full");

    /// {@return true if there is room for this copy of a body of `size` octets, or it is there and
    /// is handed over once more}
    boolean has(Acceptance.LocalRecipient copy, long size) {
        UserView view = store.user(copy.user()).view();
        Usage more = new Usage(copy.prefix().length + size, 1);
        return copy.quota().admits(view.usage(), more)
                || copy.deliveryId().filter(view::delivered).isPresent();
    }

    /// {@return what is answered if there is none. Mail from nobody waits in any case: of its end
    /// nobody would hear (RFC 5321 6.1)}
    SmtpReply refusal(String sender) {
        return switch (settings.reject()) {
            case TEMPORARY -> temporary();
            case PERMANENT -> sender.isEmpty() ? temporary() : PERMANENT;
        };
    }

    /// {@return the reply to a recipient of a message that is known to be too large for the
    /// mailbox}
    ///
    /// @param size in octets, 0 if that is not known
    Optional<SmtpReply> objection(Recipient recipient, String sender, long size) {
        return recipient.destination() instanceof Destination.Local here
                        && !has(LocalDelivery.copy(sender, recipient, here, Optional.empty()), size)
                ? Optional.of(refusal(sender))
                : Optional.empty();
    }

    private static SmtpReply temporary() {
        return SmtpFailures.inbound(new Failure.Refused(Refusal.OVER_QUOTA, "recipient"));
    }
}
