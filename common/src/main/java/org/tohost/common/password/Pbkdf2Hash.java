package org.tohost.common.password;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.tohost.common.failure.Failure;

/// A key derived by PBKDF2: `iterations$salt$key`, as OpenLDAP's pw-pbkdf2 and Python's passlib
/// write it.
@SuppressWarnings("ArrayRecordComponent") // never compared, never printed
record Pbkdf2Hash(Pbkdf2 function, byte[] salt, byte[] key) implements StoredHash {
    private static final int ITERATIONS = 100_000;
    private static final int SALT = 16;
    private static final int LONGEST_KEY = 256;
    // 389 Directory Server: 4 octets of iterations, 64 of salt, 256 of key
    private static final int BINARY_SALT = 64;
    private static final int BINARY_KEY = 256;

    Pbkdf2Hash {
        if (salt.length == 0 || key.length < 16 || key.length > LONGEST_KEY) {
            throw new Failure.Syntax("salt or key of a password's PBKDF2");
        }
    }

    /// {@return what no password is the one of, and takes about so many microseconds to find out}
    static Pbkdf2Hash ofNobody(long micros) {
        Pbkdf2 function = new Pbkdf2("HmacSHA256", Math.toIntExact(4 * micros));
        return new Pbkdf2Hash(function, new byte[SALT], new byte[32]);
    }

    static Pbkdf2Hash parse(String prf, String value) {
        String[] parts = value.split("\\$", -1);
        if (parts.length != 3) {
            throw new Failure.Syntax("a password's PBKDF2 is iterations$salt$key");
        }
        return new Pbkdf2Hash(
                new Pbkdf2(prf, Integer.parseInt(parts[0])), decode(parts[1]), decode(parts[2]));
    }

    static Pbkdf2Hash parseBinary(String prf, String value) {
        ByteBuffer octets = ByteBuffer.wrap(Base64.getDecoder().decode(value));
        if (octets.remaining() != Integer.BYTES + BINARY_SALT + BINARY_KEY) {
            throw new Failure.Syntax("a password's PBKDF2 of the wrong length");
        }
        int iterations = octets.getInt();
        byte[] salt = new byte[BINARY_SALT];
        byte[] key = new byte[BINARY_KEY];
        octets.get(salt).get(key);
        return new Pbkdf2Hash(new Pbkdf2(prf, iterations), salt, key);
    }

    static String makeSha256(byte[] password, RandomGenerator random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] key = new Pbkdf2("HmacSHA256", ITERATIONS).derive(password, salt, 32);
        return "{PBKDF2-SHA256}" + ITERATIONS + "$" + encode(salt) + "$" + encode(key);
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(key, function.derive(password, salt, key.length));
    }

    @Override
    public long micros() {
        return function.micros(key.length);
    }

    // base64 with "." for "+" and without padding, as passlib does it
    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replace('.', '+'));
    }

    private static String encode(byte[] octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets).replace('+', '.');
    }
}
