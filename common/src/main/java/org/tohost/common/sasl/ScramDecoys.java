package org.tohost.common.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Secret;

/// What SCRAM says of users of whom there is no verifier: the same each time, at each node with the
/// same key, and to clients like any other. No password fits.
///
/// @param iterations as many as the verifiers of the site have
public record ScramDecoys(Secret key, int iterations) {
    private static final int SALT = 16;

    /// {@return the decoy for this name}
    public ScramVerifier of(LoginName name) {
        return new ScramVerifier(
                iterations,
                Arrays.copyOf(mac("salt", name), SALT),
                mac("stored key", name),
                mac("server key", name));
    }

    private byte[] mac(String part, LoginName name) {
        byte[] own = Sha256.hmac(key.octets(), utf8("SCRAM decoy: " + part));
        return Sha256.hmac(own, utf8(name.text()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
