package org.tohost.proxy.route;

import java.util.Optional;
import org.tohost.proxy.guard.Guard;

/// What is said to a back-end, from its greeting to an outcome. Pure.
sealed interface Exchange permits Handshake, Probe {
    /// {@return what to do about this line, given without CRLF, an octet a character}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the greeting has no challenge for
    ///   us
    /// @throws org.tohost.common.failure.Failure.Syntax if the back-end does not keep to the
    ///   protocol
    Move on(String line);

    /// {@return what has to stand between client and back-end from now on; nothing if they may have
    /// each other's octets as they are}
    default Optional<Guard> guard() {
        return Optional.empty();
    }

    /// {@return true once something was sent that is a client's: a ticket, a name or password, a
    /// choice. A no to that is the back-end's right; a no before is its own fault}
    boolean presented();
}
