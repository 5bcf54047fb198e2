package org.tohost.common.imap;

/// The character classes of RFC 9051 9, on octets 0 to 255.
final class ImapChars {
    private ImapChars() {}

    /// ATOM-CHAR: printable ASCII without the atom-specials.
    static boolean isAtom(int c) {
        return c > 0x20 && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0;
    }

    /// ASTRING-CHAR: ATOM-CHAR and `]`.
    static boolean isAstring(int c) {
        return isAtom(c) || c == ']';
    }

    /// list-char: ATOM-CHAR, the wild cards and `]`.
    static boolean isList(int c) {
        return isAstring(c) || c == '%' || c == '*';
    }

    /// What a tag is made of: ASTRING-CHAR without `+`.
    static boolean isTag(int c) {
        return isAstring(c) && c != '+';
    }

    /// What a sequence set is made of.
    static boolean isSequenceSet(int c) {
        return isDigit(c) || c == ':' || c == ',' || c == '*';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
