/// The IMAP server of a back-end: one session a connection, straight blocking code on the session's
/// virtual thread.
///
/// Invariants: the client's numbering of the selected mailbox changes only by what it was told;
/// EXPUNGE is told only where RFC 3501 7.4.1 allows it. What is written is an octet string (one
/// character an octet) until it leaves. A reply that cannot be completed ends the connection.
/// During IDLE a second virtual thread writes, and the session's thread only reads.
@NullMarked
package org.tohost.backend.imap;

import org.jspecify.annotations.NullMarked;
