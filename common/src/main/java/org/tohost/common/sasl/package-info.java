/// SASL (RFC 4422): mechanisms as step machines ([org.tohost.common.sasl.SaslServer]), their
/// messages, and the Base64 form of these on a line. Pure; parsers throw only `Failure.Syntax` and
/// `Failure.Refused`, step machines only `Failure.Syntax`. A step machine belongs to one session;
/// all else is good for any thread.
@NullMarked
package org.tohost.common.sasl;

import org.jspecify.annotations.NullMarked;
