package org.tohost.common.wire;

import java.nio.charset.StandardCharsets;

/// What a framer takes from the bytes of a client.
public sealed interface Frame {
    /// A whole line without its CRLF. It holds no NUL, no CR and no LF.
    record Line(byte[] octets) implements Frame {
        /// {@return the line, an octet a character}
        public String text() {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /// The octets that were asked for with [LineFramer#expect].
    record Literal(byte[] octets) implements Frame {}

    /// A line that breaks the rules. Its bytes are gone; the next line is read as usual.
    record Malformed(Reason reason) implements Frame {}

    /// How a line breaks the rules.
    enum Reason {
        TOO_LONG("line too long"),
        NUL("NUL in a line"),
        BARE_CR("CR without LF"),
        BARE_LF("LF without CR");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /// {@return the rule in words for the client}
        public String text() {
            return text;
        }
    }
}
