package org.tohost.common.password;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.tohost.common.failure.Failure;

/// One round of a digest over the password and, if there is one, the salt behind it (RFC 2307 5.3,
/// OpenLDAP's `{SSHA}` and pw-sha2): base64 of the digest and the salt.
@SuppressWarnings("ArrayRecordComponent") // never compared, never printed
record DigestHash(String algorithm, byte[] digest, byte[] salt) implements StoredHash {
    private static final int SALT = 16;

    static DigestHash plain(String algorithm, String value) {
        DigestHash hash = parse(algorithm, value);
        if (hash.salt.length > 0) {
            throw new Failure.Syntax("a password's " + algorithm + " of the wrong length");
        }
        return hash;
    }

    static DigestHash salted(String algorithm, String value) {
        DigestHash hash = parse(algorithm, value);
        if (hash.salt.length == 0) {
            throw new Failure.Syntax("a password's salted " + algorithm + " without salt");
        }
        return hash;
    }

    private static DigestHash parse(String algorithm, String value) {
        byte[] octets = Base64.getDecoder().decode(value);
        int length = digest(algorithm).getDigestLength();
        if (octets.length < length) {
            throw new Failure.Syntax("a password's " + algorithm + " that is cut off");
        }
        return new DigestHash(
                algorithm,
                Arrays.copyOf(octets, length),
                Arrays.copyOfRange(octets, length, octets.length));
    }

    static String makeSsha512(byte[] password, RandomGenerator random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] hash = digest("SHA-512", password, salt);
        byte[] both = Arrays.copyOf(hash, hash.length + salt.length);
        System.arraycopy(salt, 0, both, hash.length, salt.length);
        return "{SSHA512}" + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(digest, digest(algorithm, password, salt));
    }

    @Override
    public long micros() {
        return 1;
    }

    private static byte[] digest(String algorithm, byte[] password, byte[] salt) {
        MessageDigest digest = digest(algorithm);
        digest.update(password);
        return digest.digest(salt);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
