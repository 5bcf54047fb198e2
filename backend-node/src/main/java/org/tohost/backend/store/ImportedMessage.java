package org.tohost.backend.store;

import java.time.Instant;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;

/// A message as it comes from elsewhere.
///
/// @param uid its UID there, 0 if it has none
/// @param key what it is known by there as long as it has no UID, empty if by nothing: a message of
///   the same key does not come twice, with a UID or without
/// @param uidl what POP3 calls it there (RFC 1939 7), empty if that is not known
public record ImportedMessage(
        Spooled body, Flags flags, Instant internalDate, long uid, String key, String uidl) {
    /// The longest name in POP3, in octets.
    public static final int MAX_UIDL = 70;

    /// Checks the numbers.
    ///
    /// @throws Failure.Syntax if the UID is none, or POP3 allows no such name
    public ImportedMessage {
        if (uid < 0 || uid > MessagePlanner.LAST_UID) {
            throw new Failure.Syntax("a UID out of range");
        }
        if (!mayBeUidl(uidl) && !uidl.isEmpty()) {
            throw new Failure.Syntax("a UIDL is 1 to " + MAX_UIDL + " visible characters");
        }
    }

    /// {@return the id that the message will have (RFC 8474 5.1), the same for the same octets}
    public String emailId() {
        return EmailId.of(body.sha256(), "");
    }

    /// {@return true if POP3 allows this name: 1 to [#MAX_UIDL] characters of 0x21 to 0x7E}
    public static boolean mayBeUidl(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_UIDL
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
