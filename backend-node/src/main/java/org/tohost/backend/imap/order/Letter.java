package org.tohost.backend.imap.order;

import java.time.Instant;
import java.util.List;

/// A message as threads look at it.
///
/// @param number what it is called in the answer
/// @param id its Message-ID, empty if it has none
/// @param references the messages before it in the conversation, the first first; empty where they
///   are not looked at
/// @param subject the subject as i;unicode-casemap compares it
/// @param isReply true if the subject says that it answers or forwards another
/// @param sent by its Date field, else INTERNALDATE
public record Letter(
        long number,
        String id,
        List<String> references,
        String subject,
        boolean isReply,
        Instant sent) {
    /// Copies the list.
    public Letter {
        references = List.copyOf(references);
    }
}
