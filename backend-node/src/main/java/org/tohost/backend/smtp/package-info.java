/// SMTP (RFC 5321) and submission (RFC 6409), as proxies hand them over and, where direct clients
/// are allowed, as clients speak them.
///
/// Invariants: 250 to DATA comes only after the message is durable; a session that a ticket opened
/// has no way to become another; without a user, mail goes to our own domains and nowhere else.
/// Each session runs on the virtual thread of its connection.
@NullMarked
package org.tohost.backend.smtp;

import org.jspecify.annotations.NullMarked;
