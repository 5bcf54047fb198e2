/// The messages of SASL mechanisms (RFC 4422) and their Base64 form on the line. Pure; parsers
/// throw only `Failure.Syntax` and `Failure.Refused`. Any thread.
@NullMarked
package org.tohost.common.sasl;

import org.jspecify.annotations.NullMarked;
