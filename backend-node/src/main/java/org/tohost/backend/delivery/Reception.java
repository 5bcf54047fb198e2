package org.tohost.backend.delivery;

import java.util.Optional;
import java.util.Set;
import org.tohost.common.domain.UserId;
import org.tohost.common.smtp.SmtpReply;

/// What became of a message at its end: taken over for all recipients but those who had no room.
///
/// @param queueId of the message
/// @param full who had no room for it, and has not got it
/// @param refusal what is answered for these
public record Reception(String queueId, Set<UserId> full, SmtpReply refusal) {
    /// Copies the set.
    public Reception {
        full = Set.copyOf(full);
    }

    /// {@return why this recipient has not got it; nothing if this node answers for that now}
    public Optional<SmtpReply> objection(Destination destination) {
        return destination.mailbox().filter(full::contains).map(_ -> refusal);
    }
}
