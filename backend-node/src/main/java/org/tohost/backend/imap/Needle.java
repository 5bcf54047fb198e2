package org.tohost.backend.imap;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.UnicodeCasemap;

/// A text to be found in others as i;unicode-casemap compares them (RFC 5051, RFC 9051 6.4.4:
/// substring match). Knuth-Morris-Pratt, so a stream is read once and nothing of it is kept.
final class Needle {
    private final char[] text;
    private final int[] fallback;

    Needle(String wanted) {
        text = UnicodeCasemap.of(wanted).toCharArray();
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
        int kept = 0; // half a surrogate pair
        int length = 0;
        while (matched < text.length && length >= 0) {
            length = haystack.read(buffer, kept, buffer.length - kept);
            int end = kept + Math.max(0, length);
            kept = length > 0 && Character.isHighSurrogate(buffer[end - 1]) ? 1 : 0;
            matched = advance(matched, buffer, end - kept);
            if (kept > 0) {
                buffer[0] = buffer[end - 1];
            }
        }
        return matched == text.length;
    }

    private int advance(int matched, char[] buffer, int end) {
        int state = matched;
        for (int i = 0; i < end && state < text.length; ) {
            int c = Character.codePointAt(buffer, i, end);
            i += Character.charCount(c);
            String mapped = UnicodeCasemap.of(c);
            for (int j = 0; j < mapped.length() && state < text.length; j++) {
                state = advance(state, mapped.charAt(j));
            }
        }
        return state;
    }

    private int advance(int matched, char next) {
        int state = matched;
        while (state > 0 && text[state] != next) {
            state = fallback[state - 1];
        }
        return text[state] == next ? state + 1 : 0;
    }
}
