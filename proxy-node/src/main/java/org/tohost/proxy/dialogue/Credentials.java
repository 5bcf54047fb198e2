package org.tohost.proxy.dialogue;

import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.sasl.PlainMessage;

/// A login name and the password that came with it; never an empty password, which some directories
/// take for an anonymous bind (RFC 4513 5.1.2).
public record Credentials(LoginName name, Secret password) {
    /// Checks that there is a password.
    ///
    /// @throws Failure.Refused if it is empty
    public Credentials {
        if (password.isEmpty()) {
            throw new Failure.Refused(Refusal.AUTHENTICATION, "empty password");
        }
    }

    /// {@return the credentials in these octets of a protocol}
    ///
    /// @throws Failure.Syntax if the name is not a login name
    /// @throws Failure.Refused if the password is empty
    static Credentials of(byte[] name, byte[] password) {
        return new Credentials(LoginName.of(name), Secret.of(password));
    }

    /// {@return the credentials in a message of PLAIN}
    ///
    /// @throws Failure.Syntax if it is not one
    /// @throws Failure.Refused if it asks for another user's rights
    static Credentials plain(byte[] message) {
        PlainMessage plain = PlainMessage.parse(message);
        return new Credentials(plain.authcid(), plain.password());
    }
}
