package org.tohost.backend.pop3;

import java.io.IOException;
import java.util.Optional;
import org.tohost.backend.server.Connection;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.sasl.Evidence;
import org.tohost.common.sasl.LoginServer;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.PlainServer;
import org.tohost.common.sasl.SaslMove;
import org.tohost.common.sasl.SaslServer;
import org.tohost.common.wire.Frame;

/// One run of a mechanism over the lines of AUTH (RFC 5034 4).
final class SaslExchange {
    private final Connection connection;

    SaslExchange(Connection connection) {
        this.connection = connection;
    }

    /// {@return the machine for a mechanism; nothing if direct clients do not have it}
    static Optional<SaslServer> server(Mechanism mechanism) {
        return switch (mechanism) {
            case PLAIN -> Optional.of(new PlainServer());
            case LOGIN -> Optional.of(new LoginServer());
            case SCRAM_SHA_256, SCRAM_SHA_256_PLUS, EXTERNAL, OAUTHBEARER, XOAUTH2 ->
                    Optional.empty();
        };
    }

    /// {@return what the client has shown of who it is}
    ///
    /// @throws Failure.Syntax if the client gives up, or says what it should not
    /// @throws Failure.Refused if it asks for what nobody may have
    Evidence run(SaslServer server, Optional<byte[]> initial) throws IOException {
        SaslMove move =
                server.on(initial.isPresent() ? initial.get() : response(server.challenge()));
        while (move instanceof SaslMove.Challenge(byte[] challenge)) {
            move = server.on(response(challenge));
        }
        return switch (move) {
            case SaslMove.Done(Evidence evidence) -> evidence;
            case SaslMove.Failed(_, Failure.Refused failure) -> throw failure;
            case SaslMove.Challenge _, SaslMove.AskVerifier _ ->
                    throw new IllegalStateException("a mechanism without verifiers");
        };
    }

    private byte[] response(byte[] challenge) throws IOException {
        connection.out().line("+ " + Base64Lines.encode(challenge));
        Optional<Frame> frame = connection.readFrame();
        if (frame.isPresent() && frame.get() instanceof Frame.Line line) {
            if (!line.text().equals("*")) {
                return Base64Lines.decode(line.octets());
            }
        }
        throw new Failure.Syntax("authentication cancelled");
    }
}
