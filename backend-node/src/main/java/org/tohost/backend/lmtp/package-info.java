/// LMTP (RFC 2033), by which a back-end takes mail for its own users from other back-ends and from
/// nobody else.
///
/// Invariants: a receiver that does not own a recipient says 451 and never relays on; each
/// recipient gets a status of its own, positive only when the message is durable. Each session runs
/// on the virtual thread of its connection.
@NullMarked
package org.tohost.backend.lmtp;

import org.jspecify.annotations.NullMarked;
