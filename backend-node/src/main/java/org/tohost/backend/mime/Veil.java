package org.tohost.backend.mime;

/// Hides encoded words (RFC 2047) from Mime4j, which would decode them where clients are to get
/// them as they stand. Pure.
final class Veil {
    private static final String MARK = "\u0001";

    private Veil() {}

    /// {@return the text with its encoded words hidden}
    static String over(String text) {
        return text.replace(MARK, "").replace("=?", "=" + MARK + "?");
    }

    /// {@return the text as it was}
    static String off(String text) {
        return text.replace("=" + MARK + "?", "=?");
    }
}
