package org.tohost.common.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.apache.commons.codec.digest.UnixCrypt;
import org.tohost.common.failure.Failure;

/// What crypt(3) makes of a password, by the methods MD5 (`$1$`), SHA-256 (`$5$`), SHA-512 (`$6$`)
/// and the old one of DES, which slapd's `{CRYPT}` is without further settings. bcrypt is
/// [BcryptHash].
record CryptHash(Method method, String text) implements StoredHash {
    private static final Pattern MD5 =
            Pattern.compile("\\$1\\$[./0-9A-Za-z]{1,8}\\$[./0-9A-Za-z]{22}");
    private static final Pattern SHA2 =
            Pattern.compile(
                    "\\$([56])\\$(?:rounds=(\\d{1,9})\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{43,86}");
    private static final Pattern DES = Pattern.compile("[./0-9A-Za-z]{2}([./0-9A-Za-z]{11}){1,16}");
    // shadow(5): a password that is locked, or not to be used
    private static final Pattern LOCKED = Pattern.compile("[!*].*|x", Pattern.DOTALL);
    private static final int MOST_ROUNDS = 5_000_000;
    private static final int ROUNDS = 50_000;
    private static final String ALPHABET =
            "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// How the text was made.
    enum Method {
        MD5,
        SHA256,
        SHA512,
        DES,
        /// By none: no password is the right one.
        LOCKED
    }

    static StoredHash parse(String text) {
        Matcher sha2 = SHA2.matcher(text);
        if (sha2.matches()) {
            if (sha2.group(2) != null && Integer.parseInt(sha2.group(2)) > MOST_ROUNDS) {
                throw new Failure.Syntax("rounds of crypt go up to " + MOST_ROUNDS);
            }
            return new CryptHash(sha2.group(1).equals("5") ? Method.SHA256 : Method.SHA512, text);
        } else if (MD5.matcher(text).matches()) {
            return new CryptHash(Method.MD5, text);
        } else if (DES.matcher(text).matches()) {
            return new CryptHash(Method.DES, text);
        } else if (LOCKED.matcher(text).matches()) {
            return new CryptHash(Method.LOCKED, text);
        }
        return BcryptHash.parse(text);
    }

    static String makeSha512(byte[] password, RandomGenerator random) {
        StringBuilder salt = new StringBuilder("$6$rounds=" + ROUNDS + "$");
        for (int i = 0; i < 16; i++) {
            salt.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return "{CRYPT}" + Sha2Crypt.sha512Crypt(password.clone(), salt.toString());
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] copy = password.clone(); // the library overwrites it
        return switch (method) {
            case MD5 -> same(Md5Crypt.md5Crypt(copy, text));
            case SHA256 -> same(Sha2Crypt.sha256Crypt(copy, text));
            case SHA512 -> same(Sha2Crypt.sha512Crypt(copy, text));
            case DES -> same(des(copy));
            case LOCKED -> false;
        };
    }

    @Override
    public long micros() {
        return switch (method) {
            case MD5 -> 900;
            case SHA256 -> rounds() / 3;
            case SHA512 -> rounds() * 2 / 3;
            case DES -> 30;
            case LOCKED -> 1;
        };
    }

    private long rounds() {
        Matcher sha2 = SHA2.matcher(text);
        return sha2.matches() && sha2.group(2) != null ? Integer.parseInt(sha2.group(2)) : 5000;
    }

    /// Eight octets of the password count, and the rest is ignored. If more is stored than for
    /// eight, each eight were hashed on their own, with the begin of the last hash as salt: the
    /// "bigcrypt" of libxcrypt.
    private String des(byte[] password) {
        int stored = (text.length() - 2) / 11;
        int given = Math.max(1, (password.length + 7) / 8);
        if (stored > 1 && stored != Math.min(given, 16)) {
            return "";
        }
        StringBuilder made = new StringBuilder(text.substring(0, 2));
        String salt = made.toString();
        for (int from = 0; from < 8 * stored; from += 8) {
            int to = Math.min(password.length, from + 8);
            String part = UnixCrypt.crypt(Arrays.copyOfRange(password, from, to), salt);
            made.append(part, 2, part.length());
            salt = part.substring(2, 4);
        }
        return made.toString();
    }

    private boolean same(String made) {
        return MessageDigest.isEqual(
                made.getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.US_ASCII));
    }
}
