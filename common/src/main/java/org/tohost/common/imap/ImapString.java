package org.tohost.common.imap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A string as it is written in a response: quoted where the grammar allows it, else a literal.
public final class ImapString {
    private static final int LONGEST_QUOTED = 1000;

    private ImapString() {}

    /// {@return these octets as `string`: quoted, or a literal if they are many, hold CR, LF, NUL,
    /// or are not ASCII}
    public static byte[] string(byte[] octets) {
        return mayBeQuoted(octets) ? quoted(octets) : literal(octets);
    }

    /// {@return the octets as `string`, or NIL for nothing}
    public static byte[] nstring(Optional<byte[]> octets) {
        return octets.map(ImapString::string).orElseGet(() -> ascii("NIL"));
    }

    /// {@return this text as `quoted`, in UTF-8 (RFC 9051, or RFC 6855 once it is enabled); it may
    /// not hold CR, LF or NUL}
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// {@return the octets as `literal`, for a client that reads}
    public static byte[] literal(byte[] octets) {
        byte[] mark = ascii("{" + octets.length + "}\r\n");
        byte[] whole = new byte[mark.length + octets.length];
        System.arraycopy(mark, 0, whole, 0, mark.length);
        System.arraycopy(octets, 0, whole, mark.length, octets.length);
        return whole;
    }

    private static boolean mayBeQuoted(byte[] octets) {
        if (octets.length > LONGEST_QUOTED) {
            return false;
        }
        for (byte octet : octets) {
            if (octet <= 0 || octet == '\r' || octet == '\n') {
                return false;
            }
        }
        return true;
    }

    private static byte[] quoted(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 8);
        out.write('"');
        for (byte octet : octets) {
            if (octet == '"' || octet == '\\') {
                out.write('\\');
            }
            out.write(octet);
        }
        out.write('"');
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
