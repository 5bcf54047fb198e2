package org.tohost.backend.store;

import java.util.List;
import java.util.Optional;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

/// A message that is to be taken over for all its recipients at once: one body, one record group,
/// one fsync. Local recipients have it in their mailbox when the call returns, the others in the
/// queue.
///
/// @param body with the trace header; stays the caller's to close
/// @param queueId 1 to 64 of letters, digits, `-` and `_`; names the entry of the queue
/// @param sender the reverse path, empty for `<>`
/// @param messageId the Message-ID header, for logs; empty if none
public record Acceptance(
        Spooled body,
        String queueId,
        String sender,
        SessionId session,
        String messageId,
        List<LocalRecipient> local,
        List<QueuedRecipient> queued) {
    /// A recipient whose mail lies in this store.
    ///
    /// @param original the address as the sender gave it
    /// @param mailbox where it goes; INBOX if there is no such mailbox
    /// @param prefix header lines for this copy alone (Return-Path, Delivered-To), each with CRLF
    /// @param deliveryId names this hand-over: the same id for the same user makes no second copy
    /// @param quota what the user may have
    /// @param otherwise what waits in the queue if that is too little; nothing if the copy is
    ///   refused then
    public record LocalRecipient(
            UserId user,
            MailAddress original,
            String mailbox,
            byte[] prefix,
            Optional<String> deliveryId,
            Quota quota,
            Optional<QueuedRecipient> otherwise) {}
}
