package org.tohost.common.sasl;

import java.util.Arrays;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The one message of PLAIN (RFC 4616): who logs in, and the password. Nobody may act for another
/// user, so an authorization identity is empty or the same name.
public record PlainMessage(LoginName authcid, Secret password) {
    /// Reads `[authzid] NUL authcid NUL password`.
    ///
    /// @throws Failure.Syntax if it has another form
    /// @throws Failure.Refused if it asks for another user's rights
    public static PlainMessage parse(byte[] message) {
        int first = nul(message, 0);
        int second = nul(message, first + 1);
        for (int i = second + 1; i < message.length; i++) {
            if (message[i] == 0) {
                throw malformed();
            }
        }
        if (second + 1 == message.length) {
            throw new Failure.Syntax("the password is empty");
        }
        LoginName authcid = LoginName.of(Arrays.copyOfRange(message, first + 1, second));
        if (first > 0 && !LoginName.of(Arrays.copyOf(message, first)).equals(authcid)) {
            throw new Failure.Refused(Refusal.AUTHENTICATION, "authzid of another user");
        }
        byte[] password = Arrays.copyOfRange(message, second + 1, message.length);
        Secret secret = Secret.of(password);
        Arrays.fill(password, (byte) 0);
        return new PlainMessage(authcid, secret);
    }

    private static int nul(byte[] message, int from) {
        for (int i = from; i < message.length; i++) {
            if (message[i] == 0) {
                return i;
            }
        }
        throw malformed();
    }

    private static Failure.Syntax malformed() {
        return new Failure.Syntax("PLAIN has three parts");
    }
}
