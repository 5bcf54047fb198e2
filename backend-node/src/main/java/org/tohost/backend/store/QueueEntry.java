package org.tohost.backend.store;

import java.time.Instant;
import java.util.List;
import org.tohost.common.domain.SessionId;

/// A message in the queue. Immutable.
///
/// @param sender the reverse path, empty for `<>`
/// @param size octets of the body
/// @param session the session that brought it
/// @param messageId the Message-ID header, for logs; empty if none
public record QueueEntry(
        String queueId,
        String sender,
        BodyRef body,
        long size,
        Instant acceptedAt,
        SessionId session,
        String messageId,
        List<QueuedRecipient> recipients) {
    QueueEntry withRecipients(List<QueuedRecipient> changed) {
        return new QueueEntry(queueId, sender, body, size, acceptedAt, session, messageId, changed);
    }
}
