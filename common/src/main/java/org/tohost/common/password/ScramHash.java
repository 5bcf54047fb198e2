package org.tohost.common.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.failure.Failure;

/// A password kept for SCRAM-SHA-256. It is written by RFC 5803 in `authPassword`, and as
/// `{SCRAM-SHA-256}iterations,salt,stored,server` in `userPassword`.
record ScramHash(ScramVerifier verifier) implements StoredHash {
    static final String AUTH_PASSWORD = "SCRAM-SHA-256$";

    private static final int ITERATIONS = 100_000;
    private static final int SALT = 16;

    static ScramHash parse(String text) {
        return new ScramHash(ScramVerifier.parse(text));
    }

    static ScramHash parseFields(String value) {
        String[] parts = value.split(",", -1);
        if (parts.length != 4) {
            throw new Failure.Syntax("{SCRAM-SHA-256} has iterations,salt,stored,server");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new ScramHash(
                new ScramVerifier(
                        Integer.parseInt(parts[0]),
                        base64.decode(parts[1]),
                        base64.decode(parts[2]),
                        base64.decode(parts[3])));
    }

    /// {@return what SCRAM keeps of this password}
    static ScramHash make(byte[] password, RandomGenerator random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] salted = new Pbkdf2("HmacSHA256", ITERATIONS).derive(prepared(password), salt, 32);
        return new ScramHash(
                new ScramVerifier(
                        ITERATIONS,
                        salt,
                        storedKey(salted),
                        Pbkdf2.mac("HmacSHA256", salted).doFinal(ascii("Server Key"))));
    }

    /// {@return the form of `userPassword`}
    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "{SCRAM-SHA-256}%d,%s,%s,%s"
                .formatted(
                        verifier.iterations(),
                        base64.encodeToString(verifier.salt()),
                        base64.encodeToString(verifier.storedKey()),
                        base64.encodeToString(verifier.serverKey()));
    }

    /// {@return the form of `authPassword`}
    String authPassword() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "%s%d:%s$%s:%s"
                .formatted(
                        AUTH_PASSWORD,
                        verifier.iterations(),
                        base64.encodeToString(verifier.salt()),
                        base64.encodeToString(verifier.storedKey()),
                        base64.encodeToString(verifier.serverKey()));
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] salted =
                new Pbkdf2("HmacSHA256", verifier.iterations())
                        .derive(prepared(password), verifier.salt(), 32);
        return MessageDigest.isEqual(verifier.storedKey(), storedKey(salted));
    }

    @Override
    public long micros() {
        return new Pbkdf2("HmacSHA256", verifier.iterations()).micros(32);
    }

    /// What SCRAM hashes is prepared (RFC 5802 2.2, RFC 4013 2): other spaces are spaces, soft
    /// hyphens and the like are left out, and what looks the same is the same. What is not UTF-8
    /// stays as it is.
    private static byte[] prepared(byte[] password) {
        String text = new String(password, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            return password;
        }
        // RFC 3454 C.1.2 and B.1
        String mapped =
                text.replaceAll("[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]", " ")
                        .replaceAll(
                                "[\\u00ad\\u034f\\u1806\\u180b-\\u180d\\u200b-\\u200d\\u2060"
                                        + "\\ufe00-\\ufe0f\\ufeff]",
                                "");
        return Normalizer.normalize(mapped, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] storedKey(byte[] salted) {
        byte[] clientKey = Pbkdf2.mac("HmacSHA256", salted).doFinal(ascii("Client Key"));
        try {
            return MessageDigest.getInstance("SHA-256").digest(clientKey);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
