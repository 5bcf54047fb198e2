package org.tohost.backend.transfer;

import java.time.Instant;
import org.tohost.backend.store.Flags;

/// What stands in a stream of mail, each on a line of its own ([EntryCodec]).
public sealed interface Entry {
    /// A mailbox; the messages behind it are its own.
    ///
    /// @param uidValidity 0 if it has no UIDs
    /// @param subscribed whether its user has subscribed to it
    record Mailbox(String name, long uidValidity, boolean subscribed) implements Entry {}

    /// A message; its octets follow the line.
    ///
    /// @param uid 0 if it has none
    /// @param copy how many messages of the same octets stand before it in the mailbox, if neither
    ///   UID nor key tells it apart from them
    /// @param key what it is known by as long as it has no UID, empty if by nothing
    /// @param uidl what POP3 calls it, empty if that is not known
    record Message(
            long size,
            long uid,
            Instant internalDate,
            Flags flags,
            long copy,
            String key,
            String uidl)
            implements Entry {}

    /// A message that was taken over before.
    ///
    /// @param uid in the mailbox elsewhere
    /// @param flags that it has there now
    record Flagged(long uid, Flags flags) implements Entry {}

    /// All messages of the mailbox up to this UID stand before.
    record UpTo(long uid) implements Entry {}

    /// A name that is subscribed to, of no mailbox in the stream.
    record Subscription(String name) implements Entry {}

    /// The end of the stream; without it something is missing.
    record End() implements Entry {}
}
