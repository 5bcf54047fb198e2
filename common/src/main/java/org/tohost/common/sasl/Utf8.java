package org.tohost.common.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tohost.common.failure.Failure;

/// The text of mechanisms.
final class Utf8 {
    private Utf8() {}

    /// {@return the text in these octets}
    ///
    /// @throws Failure.Syntax if they are not UTF-8
    static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("not UTF-8");
        }
    }

    /// {@return the octets of this text}
    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
