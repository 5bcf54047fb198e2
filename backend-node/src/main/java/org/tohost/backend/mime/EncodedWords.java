package org.tohost.backend.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;

/// Text as encoded words (RFC 2047 2): UTF-8 in Base64, each at most 75 octets and on a line of its
/// own, no character divided between two. Pure.
final class EncodedWords {
    /// 60 octets of Base64, and 12 around them.
    private static final int OCTETS = 45;

    private EncodedWords() {}

    static String of(String text) {
        StringJoiner words = new StringJoiner("\r\n ");
        int start = 0;
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int next = i + Character.charCount(text.codePointAt(i));
            int length = utf8(text.substring(i, next)).length;
            if (octets + length > OCTETS) {
                words.add(word(text.substring(start, i)));
                start = i;
                octets = 0;
            }
            octets += length;
            i = next;
        }
        return words.add(word(text.substring(start))).toString();
    }

    private static String word(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(utf8(text)) + "?=";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
