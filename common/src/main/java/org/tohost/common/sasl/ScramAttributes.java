package org.tohost.common.sasl;

import org.tohost.common.failure.Failure;

/// The parts of the messages of SCRAM (RFC 5802 5.1): a letter, `=`, and a value.
final class ScramAttributes {
    private ScramAttributes() {}

    /// {@return the value of the part, which must have this letter}
    static String value(char letter, String part) {
        if (part.length() < 3 || part.charAt(0) != letter || part.charAt(1) != '=') {
            throw new Failure.Syntax("expected " + letter + "=");
        }
        return part.substring(2);
    }

    /// {@return the octets of the part, which must have this letter, and be Base64}
    static byte[] octets(char letter, String part) {
        return Base64Lines.decode(Utf8.octets(value(letter, part)));
    }

    /// A nonce is of what can be printed (RFC 5802 7).
    static void checkNonce(String nonce) {
        if (nonce.isEmpty() || !nonce.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new Failure.Syntax("a nonce is of printable characters");
        }
    }

    /// What may stand behind the known parts: extensions that may be left alone.
    static void checkExtensions(String[] parts, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!parts[i].matches("[A-Za-z]=[^\\x00]+")) {
                throw new Failure.Syntax("expected an attribute");
            }
        }
    }
}
