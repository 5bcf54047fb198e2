package org.tohost.common.oauth;

import java.util.Map;

/// A way to learn what a token says, from somebody who is to be believed. Any thread; may block,
/// for the time that the settings allow.
interface TokenReader {
    /// {@return its claims, as a JSON object has them}
    ///
    /// @throws org.tohost.common.failure.Failure.Refused if the token is not good
    /// @throws org.tohost.common.failure.Failure.Unavailable if nobody can say
    Map<String, Object> read(String token);
}
