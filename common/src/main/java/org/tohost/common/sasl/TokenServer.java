package org.tohost.common.sasl;

import java.util.Optional;
import java.util.function.Function;

/// OAUTHBEARER (RFC 7628) and XOAUTH2: one message with a token. If the token is not good, the
/// client is told so by a challenge, answers it with nothing that matters, and is refused then.
public final class TokenServer implements SaslServer {
    private final Function<byte[], TokenMessage> parser;
    private final String complaint;

    private TokenServer(Function<byte[], TokenMessage> parser, String complaint) {
        this.parser = parser;
        this.complaint = complaint;
    }

    /// {@return a server of OAUTHBEARER}
    public static TokenServer oauthBearer() {
        // RFC 7628 3.2.2
        return new TokenServer(TokenMessage::oauthBearer, "{\"status\":\"invalid_token\"}");
    }

    /// {@return a server of XOAUTH2}
    public static TokenServer xoauth2() {
        return new TokenServer(
                TokenMessage::xoauth2, "{\"status\":\"401\",\"schemes\":\"bearer\"}");
    }

    @Override
    public SaslMove on(byte[] response) {
        TokenMessage message = parser.apply(response);
        return new SaslMove.Done(new Evidence.Token(message.name(), message.token()));
    }

    @Override
    public Optional<byte[]> complaint() {
        return Optional.of(Utf8.octets(complaint));
    }
}
