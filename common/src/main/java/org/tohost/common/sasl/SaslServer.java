package org.tohost.common.sasl;

import java.util.Optional;
import org.tohost.common.failure.Failure;

/// The server's side of one run of a mechanism (RFC 4422 3), from the client's first response to
/// [SaslMove.Done] or [SaslMove.Failed]. What it says and hears is octets: Base64 and the words
/// around it are the protocol's.
public interface SaslServer {
    /// {@return the challenge for a client that sent no initial response; empty if the mechanism
    /// leaves the first word to the client}
    default byte[] challenge() {
        return new byte[0];
    }

    /// {@return the challenge with which a client is told that its evidence is not good, before the
    /// protocol refuses it; what it responds does not matter. Nothing if the mechanism has none}
    default Optional<byte[]> complaint() {
        return Optional.empty();
    }

    /// {@return what to do about this response}
    ///
    /// @throws Failure.Syntax if it has not the form that the mechanism asks for; the run is over
    SaslMove on(byte[] response);
}
