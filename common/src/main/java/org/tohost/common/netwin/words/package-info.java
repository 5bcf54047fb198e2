/// The lines of the authent protocol, by which a mail server asks a user database: commands and
/// replies, a line each.
///
/// Invariants: nothing that was made can be written in a way that is read as something else, in
/// particular not as two lines; parsers take any octets and throw only
/// [org.tohost.common.failure.Failure.Syntax]. Pure. Any thread.
@NullMarked
package org.tohost.common.netwin.words;

import org.jspecify.annotations.NullMarked;
