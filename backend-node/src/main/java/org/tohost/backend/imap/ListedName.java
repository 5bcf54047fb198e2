package org.tohost.backend.imap;

import java.util.Optional;
import org.tohost.backend.store.MailboxView;

/// A name that LIST or LSUB tells.
///
/// @param mailbox what has the name; nothing if there is no such mailbox
/// @param wanted false if it is told only because of names below it
/// @param hides true if there are names below it that are wanted and not told (RFC 5258 3.5)
record ListedName(String name, Optional<MailboxView> mailbox, boolean wanted, boolean hides) {}
