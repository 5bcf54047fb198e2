package org.tohost.backend.delivery;

import java.util.Collections;
import java.util.List;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.common.smtp.SmtpReply;

/// What one node hands to another: a message of the queue for some of its recipients.
record HandOver(QueueEntry entry, Body body, List<QueuedRecipient> recipients) {
    HandOver {
        recipients = List.copyOf(recipients);
    }

    /// {@return the receipt of a host that was not asked: this for each recipient}
    Receipt unanswered(SmtpReply why) {
        return new Receipt(Collections.nCopies(recipients.size(), why), false);
    }

    /// {@return true if an address needs SMTPUTF8 (RFC 6531)}
    boolean utf8() {
        return !isAscii(entry.sender())
                || recipients.stream().anyMatch(r -> !isAscii(r.address().toString()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
