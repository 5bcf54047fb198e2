/// POP3 (RFC 1939, 2449, 5034, 6856) over the INBOX of a user.
///
/// Invariants: a session sees the maildrop as it was at login; nothing is deleted before QUIT, and
/// then all at once; a session that a ticket opened has no way to become another. Each session runs
/// on the virtual thread of its connection.
@NullMarked
package org.tohost.backend.pop3;

import org.jspecify.annotations.NullMarked;
