package org.tohost.proxy.route;

import org.tohost.common.failure.Failure;

/// What a handshake does about a line of the back-end.
public sealed interface Move {
    /// Wait for more.
    record Wait() implements Move {}

    /// Send these octets to the back-end and wait.
    record Send(byte[] octets) implements Move {}

    /// Begin TLS, send these octets (perhaps none) and wait.
    record StartTls(byte[] octets) implements Move {}

    /// The back-end has taken over: these octets go to the client, and from now on whatever comes.
    record Done(byte[] reply) implements Move {}

    /// It has not.
    record Failed(Failure failure) implements Move {}
}
