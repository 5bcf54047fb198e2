package org.tohost.backend.imap;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.tohost.common.failure.Failure;

/// A text to be found in others whatever the case of the letters (RFC 9051 6.4.4: substring match).
/// Knuth-Morris-Pratt, so a stream is read once and nothing of it is kept.
final class Needle {
    private final char[] text;
    private final int[] fallback;

    Needle(String wanted) {
        text = new char[wanted.length()];
        for (int i = 0; i < text.length; i++) {
            text[i] = folded(wanted.charAt(i));
        }
        fallback = new int[text.length];
        for (int i = 1, matched = 0; i < text.length; i++) {
            matched = advance(matched, text[i]);
            fallback[i] = matched;
        }
    }

    /// {@return true if the text is in this one}
    boolean in(String haystack) {
        try {
            return in(new StringReader(haystack));
        } catch (IOException e) {
            throw new Failure.Unavailable("a string cannot be read", e);
        }
    }

    /// {@return true if the text is in what is read}
    boolean in(Reader haystack) throws IOException {
        char[] buffer = new char[4096];
        int matched = 0;
        int length = 0;
        while (matched < text.length && length >= 0) {
            length = haystack.read(buffer);
            for (int i = 0; i < length && matched < text.length; i++) {
                matched = advance(matched, folded(buffer[i]));
            }
        }
        return matched == text.length;
    }

    private int advance(int matched, char next) {
        int state = matched;
        while (state > 0 && text[state] != next) {
            state = fallback[state - 1];
        }
        return text[state] == next ? state + 1 : 0;
    }

    private static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
