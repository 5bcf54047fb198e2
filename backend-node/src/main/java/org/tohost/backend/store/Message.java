package org.tohost.backend.store;

import java.time.Instant;

/// A message in a mailbox.
///
/// @param uid RFC 9051 2.3.1.1: 1 to 2^32 - 1, rising in the order of arrival
/// @param modSeq the change of the mailbox that last touched it (RFC 7162)
/// @param internalDate to the second
/// @param saveDate when it came into this mailbox (RFC 8514), to the second
/// @param uidl what POP3 calls it (RFC 1939 7, UIDL) if it had that name elsewhere already, else
///   empty
/// @param content what it is in whatever mailbox
public record Message(
        long uid,
        long modSeq,
        Flags flags,
        Instant internalDate,
        Instant saveDate,
        String uidl,
        MessageContent content) {
    /// {@return a message that has no place yet}
    static Message arriving(Flags flags, Instant internalDate, MessageContent content) {
        return new Message(0, 0, flags, internalDate, internalDate, "", content);
    }

    /// {@return octets of prefix and body}
    public long size() {
        return content.size();
    }

    /// {@return its octets}
    public BodyRef body() {
        return content.body();
    }

    /// {@return RFC 8474 5.1: the same for the same octets}
    public String emailId() {
        return content.emailId();
    }

    /// {@return RFC 8474 5.2: the same for the messages of a conversation}
    public String threadId() {
        return content.threadId().text();
    }

    /// {@return this message with other flags, as of change `modSeq`}
    public Message flagged(Flags newFlags, long newModSeq) {
        return new Message(uid, newModSeq, newFlags, internalDate, saveDate, uidl, content);
    }

    /// {@return this message with another name in POP3}
    Message named(String newUidl) {
        return new Message(uid, modSeq, flags, internalDate, saveDate, newUidl, content);
    }

    /// {@return this message as it comes to stand in another place}
    Message at(long newUid, long newModSeq, Instant saved, String newUidl) {
        return new Message(newUid, newModSeq, flags, internalDate, saved, newUidl, content);
    }
}
