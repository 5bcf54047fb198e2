package org.tohost.common.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.tohost.common.failure.Failure;

/// The octets of SASL as they stand on a line: Base64 with padding, nothing else (RFC 4422 3).
public final class Base64Lines {
    private Base64Lines() {}

    /// {@return the octets in this line}
    ///
    /// @throws Failure.Syntax if it is not Base64
    public static byte[] decode(byte[] line) {
        try {
            if (line.length % 4 == 0) {
                return Base64.getDecoder().decode(line);
            }
        } catch (IllegalArgumentException e) {
            // a character that is none of Base64, or padding in the wrong place
        }
        throw new Failure.Syntax("not Base64");
    }

    /// {@return the octets of an initial response, where `=` stands for none at all}
    ///
    /// @throws Failure.Syntax if it is not Base64, or empty
    public static byte[] initialResponse(byte[] argument) {
        if (argument.length == 0) {
            throw new Failure.Syntax("the initial response is empty");
        }
        return argument.length == 1 && argument[0] == '=' ? new byte[0] : decode(argument);
    }

    /// {@return the octets on a line}
    public static String encode(byte[] octets) {
        return new String(Base64.getEncoder().encode(octets), StandardCharsets.US_ASCII);
    }
}
