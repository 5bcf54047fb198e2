package org.tohost.common.authent;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// What a server keeps of a password for SCRAM-SHA-256 (RFC 5802 3, RFC 7677): enough to test the
/// password and to prove itself to a client, too little to log in with. Keys have 32 octets.
public record ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    // RFC 5803 2: scheme "$" iterations ":" salt "$" stored key ":" server key
    private static final Pattern AUTH_PASSWORD =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,9}):([^$:]+)\\$([^$:]+):([^$:]+)");

    /// Copies the arrays and checks their sizes.
    ///
    /// @throws Failure.Syntax if there is no salt, a key has another size, or the iterations do not
    ///   go from 1 to 10,000,000
    public ScramVerifier {
        if (iterations < 1 || iterations > 10_000_000 || salt.length == 0) {
            throw new Failure.Syntax("iterations or salt of a SCRAM verifier");
        }
        if (storedKey.length != 32 || serverKey.length != 32) {
            throw new Failure.Syntax("the keys of SCRAM-SHA-256 have 32 octets");
        }
        salt = salt.clone();
        storedKey = storedKey.clone();
        serverKey = serverKey.clone();
    }

    /// Reads a value of `authPassword` (RFC 5803 2): `SCRAM-SHA-256$4096:salt$stored:server`.
    ///
    /// @throws Failure.Syntax if it is something else
    public static ScramVerifier parse(String text) {
        Matcher parts = AUTH_PASSWORD.matcher(text);
        if (!parts.matches()) {
            throw new Failure.Syntax("not a SCRAM-SHA-256 verifier (RFC 5803)");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return new ScramVerifier(
                    Integer.parseInt(parts.group(1)),
                    base64.decode(parts.group(2)),
                    base64.decode(parts.group(3)),
                    base64.decode(parts.group(4)));
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("not a SCRAM-SHA-256 verifier (RFC 5803)");
        }
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] storedKey() {
        return storedKey.clone();
    }

    @Override
    public byte[] serverKey() {
        return serverKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScramVerifier that
                && iterations == that.iterations
                && Arrays.equals(salt, that.salt)
                && Arrays.equals(storedKey, that.storedKey)
                && Arrays.equals(serverKey, that.serverKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(storedKey);
    }

    @Override
    public String toString() {
        return "SCRAM-SHA-256$" + iterations + ":********";
    }
}
