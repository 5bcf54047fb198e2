package org.tohost.common.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// LOGIN: asks for the name, then for the password, in the words that clients wait for. An initial
/// response is the name.
public final class LoginServer implements SaslServer {
    private Optional<LoginName> name = Optional.empty();

    @Override
    public byte[] challenge() {
        return ascii("Username:");
    }

    @Override
    public SaslMove on(byte[] response) {
        if (name.isEmpty()) {
            name = Optional.of(LoginName.of(response));
            return new SaslMove.Challenge(ascii("Password:"));
        }
        try {
            return new SaslMove.Done(new Evidence.Password(name.get(), Secret.of(response)));
        } catch (Failure.Refused e) {
            return new SaslMove.Failed(name.get().text(), e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
