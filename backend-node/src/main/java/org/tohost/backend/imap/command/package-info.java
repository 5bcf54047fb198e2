/// The commands of IMAP as records, and the parser that reads them (RFC 3501 6, RFC 9051 6). Pure:
/// parts of a command in, a record out; it throws only `Failure.Syntax`. Any thread.
@NullMarked
package org.tohost.backend.imap.command;

import org.jspecify.annotations.NullMarked;
