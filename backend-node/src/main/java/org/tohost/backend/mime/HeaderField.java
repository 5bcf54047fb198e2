package org.tohost.backend.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/// One field of a header: its name as written (empty if the line has no colon) and all its octets
/// with name, folds and line breaks.
public record HeaderField(String name, byte[] raw) {
    private static final Pattern STRAY = Pattern.compile("[\r\n\0]");

    /// The longest value in which encoded words are looked for: what it costs grows faster than the
    /// value.
    private static final int MAX_DECODED = 16 * 1024;

    /// {@return the value unfolded, without white space at its ends, as an octet string; NUL and
    /// stray CR, which no string of a protocol may hold, are left out}
    public String value() {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int colon = name.isEmpty() ? -1 : text.indexOf(':');
        return STRAY.matcher(text.substring(colon + 1)).replaceAll("").strip();
    }

    /// {@return the value for people: encoded words (RFC 2047) decoded, what is 8-bit read as UTF-8
    /// or else as ISO 8859-1}
    public String text() {
        return decoded(value());
    }

    /// {@return a value, an octet string as [#value] gives it, for people}
    public static String decoded(String octets) {
        String plain = unicode(octets);
        try {
            return plain.length() <= MAX_DECODED && plain.contains("=?")
                    ? DecoderUtil.decodeEncodedWords(
                            plain, DecodeMonitor.SILENT, StandardCharsets.ISO_8859_1)
                    : plain;
        } catch (IllegalArgumentException e) {
            return plain; // Mime4j could not make sense of an encoded word
        }
    }

    /// {@return an octet string read as UTF-8, or else as ISO 8859-1}
    static String unicode(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return octets;
        }
    }
}
