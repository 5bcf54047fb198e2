/// The words of POP3 that both tiers read and write (RFC 1939, 2449, 5034, 6856): commands,
/// languages, and how failures are told. Pure; parsers throw only `Failure.Syntax`. Any thread.
@NullMarked
package org.tohost.common.pop3;

import org.jspecify.annotations.NullMarked;
