package org.tohost.common.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.tohost.common.failure.Failure;

/// Text without spaces, `+` and `=` in it, the way parameters carry what may hold them (RFC 3461
/// 4): each octet that is not allowed is a `+` and two hexadecimal digits.
public final class Xtext {
    private static final String DIGITS = "0123456789ABCDEF";

    private Xtext() {}

    /// {@return the text, encoded}
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '+' && octet != '=') {
                encoded.append((char) octet);
            } else {
                encoded.append('+')
                        .append(DIGITS.charAt((octet >> 4) & 0xf))
                        .append(DIGITS.charAt(octet & 0xf));
            }
        }
        return encoded.toString();
    }

    /// {@return what this text encodes}
    ///
    /// @throws Failure.Syntax if a `+` is not followed by two digits
    public static String decode(String encoded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
        byte[] given = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '+') {
                octets.write(given[i]);
                continue;
            }
            if (i + 2 >= given.length) {
                throw new Failure.Syntax("bad xtext");
            }
            octets.write((digit(given[i + 1]) << 4) | digit(given[i + 2]));
            i += 2;
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static int digit(byte octet) {
        int digit = Character.digit(octet, 16);
        if (digit < 0) {
            throw new Failure.Syntax("bad xtext");
        }
        return digit;
    }
}
