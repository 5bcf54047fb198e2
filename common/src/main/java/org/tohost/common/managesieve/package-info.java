/// The words of ManageSieve that both tiers read and write (RFC 5804): a cursor over a command,
/// strings for output, responses, and how failures are told. Pure: no I/O; parsers throw only
/// `Failure.Syntax`. Cursors, buffers and readers belong to one thread, the rest to any.
@NullMarked
package org.tohost.common.managesieve;

import org.jspecify.annotations.NullMarked;
