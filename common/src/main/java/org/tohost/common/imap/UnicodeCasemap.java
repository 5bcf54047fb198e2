package org.tohost.common.imap;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// The collation i;unicode-casemap (RFC 5051): each character in title case, then decomposed. Two
/// texts are equal, or one is in the other, if their maps are. Pure.
public final class UnicodeCasemap {
    /// Up to here what a character becomes is looked up; behind it stand ideographs.
    private static final int TABLE = 0x3400;

    private static final String[] MAPPED = table();

    private UnicodeCasemap() {}

    /// {@return what the character becomes; it may be several}
    public static String of(int codePoint) {
        return codePoint < TABLE ? MAPPED[codePoint] : computed(codePoint);
    }

    /// {@return true if the character is not looked up, and stays as it is}
    private static boolean isPlain(int codePoint) {
        return (codePoint >= TABLE && codePoint <= 0x9FFF)
                || (codePoint >= 0xAC00 && codePoint <= 0xDFFF);
    }

    private static String computed(int codePoint) {
        return isPlain(codePoint)
                ? Character.toString(codePoint)
                : Normalizer.normalize(
                        Character.toString(Character.toTitleCase(codePoint)), Normalizer.Form.NFKD);
    }

    /// {@return the text with each character mapped}
    public static String of(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> mapped.append(of(c)));
        return mapped.toString();
    }

    /// {@return the text as octets that are in the order of the collation}
    public static byte[] sortKey(String text) {
        return of(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String[] table() {
        String[] table = new String[TABLE];
        for (int c = 0; c < TABLE; c++) {
            table[c] = computed(c);
        }
        return table;
    }
}
