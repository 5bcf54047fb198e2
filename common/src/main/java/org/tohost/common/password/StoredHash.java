package org.tohost.common.password;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// A password as it is stored: what can be said of another one is whether it is the same.
sealed interface StoredHash
        permits Argon2Hash, BcryptHash, CryptHash, DigestHash, Pbkdf2Hash, PlainText, ScramHash {
    /// Up to so many microseconds are nothing beside the rest of a login.
    long CHEAP = 20;

    // RFC 2307 5.3; the scheme's name in any case
    Pattern SCHEME = Pattern.compile("\\{([A-Za-z0-9._/-]{1,32})}(.*)", Pattern.DOTALL);

    /// {@return true if the password is the one that is stored}
    boolean matches(byte[] password);

    /// {@return about how many microseconds that takes}
    long micros();

    /// {@return true if that takes so much time or memory that not many may do it at once}
    default boolean costly() {
        return micros() > CHEAP;
    }

    /// Reads a value of `userPassword` (RFC 2307, or plain text) or `authPassword` (RFC 5803).
    ///
    /// @throws Failure.Syntax if the scheme is not known or the value is not of it; the message
    ///   says nothing of the value itself
    static StoredHash parse(String stored) {
        if (stored.startsWith(ScramHash.AUTH_PASSWORD)) {
            return ScramHash.parse(stored);
        }
        Matcher parts = SCHEME.matcher(stored);
        if (!parts.matches()) {
            return PlainText.parse(stored);
        }
        String scheme = parts.group(1).toUpperCase(Locale.ROOT);
        try {
            return parse(scheme, parts.group(2));
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("a value of {" + scheme + "} that is none");
        }
    }

    private static StoredHash parse(String scheme, String value) {
        return switch (scheme) {
            case "PLAIN", "CLEARTEXT", "CLEAR" -> PlainText.parse(value);
            case "MD5" -> DigestHash.plain("MD5", value);
            case "SMD5" -> DigestHash.salted("MD5", value);
            case "SHA", "SHA1" -> DigestHash.plain("SHA-1", value);
            case "SSHA" -> DigestHash.salted("SHA-1", value);
            case "SHA256" -> DigestHash.plain("SHA-256", value);
            case "SSHA256" -> DigestHash.salted("SHA-256", value);
            case "SHA384" -> DigestHash.plain("SHA-384", value);
            case "SSHA384" -> DigestHash.salted("SHA-384", value);
            case "SHA512" -> DigestHash.plain("SHA-512", value);
            case "SSHA512" -> DigestHash.salted("SHA-512", value);
            case "PBKDF2", "PBKDF2-SHA1" -> Pbkdf2Hash.parse("HmacSHA1", value);
            case "PBKDF2-SHA256" -> Pbkdf2Hash.parse("HmacSHA256", value);
            case "PBKDF2-SHA512" -> Pbkdf2Hash.parse("HmacSHA512", value);
            case "PBKDF2_SHA256" -> Pbkdf2Hash.parseBinary("HmacSHA256", value);
            case "ARGON2", "ARGON2I", "ARGON2ID" -> Argon2Hash.parse(value);
            case "CRYPT", "BLF-CRYPT", "SHA256-CRYPT", "SHA512-CRYPT", "MD5-CRYPT", "DES-CRYPT" ->
                    CryptHash.parse(value);
            case "SCRAM-SHA-256" -> ScramHash.parseFields(value);
            default ->
                    throw new Failure.Syntax("passwords of scheme {" + scheme + "} are not known");
        };
    }
}
