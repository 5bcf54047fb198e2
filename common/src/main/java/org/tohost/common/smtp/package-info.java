/// The words of SMTP, submission and LMTP that both tiers read and write (RFC 5321, 6409, 2033):
/// commands, paths, parameters, replies, the dot-stuffed stream of DATA, and how failures are told.
/// Pure: no sockets, no files; parsers throw only `Failure.Syntax`. The coders of DATA and the
/// reader of replies belong to one thread, the rest to any.
@NullMarked
package org.tohost.common.smtp;

import org.jspecify.annotations.NullMarked;
