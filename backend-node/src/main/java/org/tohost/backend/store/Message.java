package org.tohost.backend.store;

import java.time.Instant;

/// A message in a mailbox.
///
/// @param uid RFC 9051 2.3.1.1: 1 to 2^32 - 1, rising in the order of arrival
/// @param modSeq the change of the mailbox that last touched it (RFC 7162)
/// @param internalDate to the second
/// @param size octets of prefix and body
/// @param emailId RFC 8474 5.1: the same for the same octets
/// @param uidl what POP3 calls it (RFC 1939 7, UIDL) if it had that name elsewhere already, else
///   empty
public record Message(
        long uid,
        long modSeq,
        Flags flags,
        Instant internalDate,
        long size,
        BodyRef body,
        String emailId,
        String uidl) {
    /// {@return a message that has no name from elsewhere}
    public static Message unnamed(
            Flags flags, Instant internalDate, long size, BodyRef body, String emailId) {
        return new Message(0, 0, flags, internalDate, size, body, emailId, "");
    }

    /// {@return this message with other flags, as of change `modSeq`}
    public Message flagged(Flags newFlags, long newModSeq) {
        return new Message(uid, newModSeq, newFlags, internalDate, size, body, emailId, uidl);
    }

    Message named(String newUidl) {
        return newUidl.isEmpty() ? this : at(uid, modSeq, newUidl);
    }

    /// {@return this message as it stands in another place}
    Message at(long newUid, long newModSeq, String newUidl) {
        return new Message(newUid, newModSeq, flags, internalDate, size, body, emailId, newUidl);
    }
}
