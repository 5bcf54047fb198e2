package org.tohost.common.imap;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tohost.common.wire.WireString;

/// A string as it is written in a response: quoted where the grammar allows it, else a literal.
public final class ImapString {
    private static final int LONGEST_QUOTED = 1000;

    private ImapString() {}

    /// {@return these octets as `string`: quoted, or a literal if they are many, hold CR, LF, NUL,
    /// or are not ASCII}
    public static byte[] string(byte[] octets) {
        return WireString.mayBeQuoted(octets, LONGEST_QUOTED) && isAscii(octets)
                ? WireString.quoted(octets)
                : WireString.literal(octets, false);
    }

    /// {@return the octets as `string`, or NIL for nothing}
    public static byte[] nstring(Optional<byte[]> octets) {
        return octets.map(ImapString::string)
                .orElseGet(() -> "NIL".getBytes(StandardCharsets.US_ASCII));
    }

    /// {@return this text as `quoted`, in UTF-8 (RFC 9051, or RFC 6855 once it is enabled); it may
    /// not hold CR, LF or NUL}
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
