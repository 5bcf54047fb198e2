package org.tohost.backend.store;

import java.time.Instant;

/// A message in a mailbox.
///
/// @param uid RFC 9051 2.3.1.1: 1 to 2^32 - 1, rising in the order of arrival
/// @param modSeq the change of the mailbox that last touched it (RFC 7162)
/// @param internalDate to the second
/// @param size octets of prefix and body
/// @param emailId RFC 8474 5.1: the same for the same octets
public record Message(
        long uid,
        long modSeq,
        Flags flags,
        Instant internalDate,
        long size,
        BodyRef body,
        String emailId) {
    /// {@return this message with other flags, as of change `modSeq`}
    public Message flagged(Flags newFlags, long newModSeq) {
        return new Message(uid, newModSeq, newFlags, internalDate, size, body, emailId);
    }
}
