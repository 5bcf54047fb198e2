package org.tohost.common.netwin.words;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tohost.common.failure.Failure;

/// What every line keeps to, and what a word in it may be. A line is measured without its end.
public final class AuthentLine {
    /// The most octets of a line.
    public static final int MAX = 8192;

    private AuthentLine() {}

    /// {@return true if these octets can be a word of a line: a name or a password}
    ///
    /// A word has no spaces, no control characters and no quotes: the protocol has no way to write
    /// them. Octets from 127 on are a matter of taste: `highOctets` says whether they may be.
    public static boolean isWord(byte[] octets, boolean highOctets) {
        for (byte octet : octets) {
            int c = octet & 0xff;
            if (c <= ' ' || c == '"' || (c >= 127 && !highOctets)) {
                return false;
            }
        }
        return octets.length > 0;
    }

    static String word(String text, String what) {
        if (!isWord(text.getBytes(StandardCharsets.UTF_8), true)) {
            throw new Failure.Syntax(
                    "a " + what + " is not empty and has no space, control character or quote");
        }
        return text;
    }

    static String free(String text, String what) {
        if (text.chars().anyMatch(c -> c < ' ')) {
            throw new Failure.Syntax("control character in the " + what);
        }
        return text;
    }

    /// {@return the text without the spaces around it}
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /// {@return the text of these octets: UTF-8, or ISO 8859-1 if they are not UTF-8, as modules
    /// write it that are older than UTF-8}
    static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /// {@return the parts as one line}
    ///
    /// @throws Failure.Syntax if it gets too long
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(MAX); // never grows: leaves no copy
        for (byte[] part : parts) {
            if (line.size() + part.length > MAX) {
                throw tooLong();
            }
            line.writeBytes(part);
        }
        return line.toByteArray();
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Failure.Syntax tooLong() {
        return new Failure.Syntax("a line has at most " + MAX + " octets");
    }
}
