package org.tohost.proxy.route;

/// What is said to a back-end, from its greeting to an outcome. Pure.
sealed interface Exchange permits Handshake, Probe {
    /// {@return what to do about this line, given without CRLF, an octet a character}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the greeting has no challenge for
    ///   us
    /// @throws org.tohost.common.failure.Failure.Syntax if the back-end does not keep to the
    ///   protocol
    Move on(String line);
}
