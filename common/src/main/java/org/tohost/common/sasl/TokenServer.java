package org.tohost.common.sasl;

import java.util.Optional;
import java.util.function.Function;

/// OAUTHBEARER (RFC 7628) and XOAUTH2: one message with a token. If the token is not good, the
/// client is told so by a challenge, answers it with nothing that matters, and is refused then.
public final class TokenServer implements SaslServer {
    private final Function<byte[], TokenMessage> parser;
    private final byte[] complaint;

    private TokenServer(Function<byte[], TokenMessage> parser, byte[] complaint) {
        this.parser = parser;
        this.complaint = complaint;
    }

    /// {@return a server of OAUTHBEARER that tells this to a client without a good token}
    public static TokenServer oauthBearer(TokenHint hint) {
        return new TokenServer(TokenMessage::oauthBearer, hint.oauthBearer());
    }

    /// {@return a server of XOAUTH2 that tells this to a client without a good token}
    public static TokenServer xoauth2(TokenHint hint) {
        return new TokenServer(TokenMessage::xoauth2, hint.xoauth2());
    }

    @Override
    public SaslMove on(byte[] response) {
        TokenMessage message = parser.apply(response);
        return new SaslMove.Done(new Evidence.Token(message.name(), message.token()));
    }

    @Override
    public Optional<byte[]> complaint() {
        return Optional.of(complaint.clone());
    }
}
