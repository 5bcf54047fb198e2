/// The words of IMAP that both tiers read and write (RFC 9051, RFC 3501): a cursor over a command
/// with methods named after the formal syntax, strings for output, and how failures are told. Pure:
/// no I/O; parsers throw only `Failure.Syntax`. A cursor belongs to one thread, the rest to any.
@NullMarked
package org.tohost.common.imap;

import org.jspecify.annotations.NullMarked;
