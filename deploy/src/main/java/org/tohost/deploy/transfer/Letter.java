package org.tohost.deploy.transfer;

import java.time.Instant;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Flags;

/// A message that was read from files, its lines ended by CRLF. The body has to be closed.
///
/// @param uid 0 if it has none
/// @param key what it is known by as long as it has no UID though its mailbox has some, else empty
/// @param uidl what POP3 calls it, empty if that is not known
public record Letter(
        Spooled body, Flags flags, Instant internalDate, long uid, String key, String uidl) {}
