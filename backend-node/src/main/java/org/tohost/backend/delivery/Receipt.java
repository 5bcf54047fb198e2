package org.tohost.backend.delivery;

import java.util.List;
import org.tohost.common.smtp.SmtpReply;

/// What came of handing mail to one host.
///
/// @param replies for each recipient, in their order
/// @param answered false if the host was not reached, or went before it had answered the envelope:
///   it was given nothing of the content, so another host that shares the mail may be tried at once
record Receipt(List<SmtpReply> replies, boolean answered) {
    Receipt {
        replies = List.copyOf(replies);
    }
}
