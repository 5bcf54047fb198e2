package org.tohost.common.managesieve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A string as it is written: quoted where the grammar allows it, else a literal (RFC 5804 4).
public final class SieveString {
    /// Most characters between the quotes; a backslash and what it escapes are one.
    private static final int LONGEST_QUOTED = 1024;

    private SieveString() {}

    /// {@return these octets as a client writes them}
    public static byte[] toServer(byte[] octets) {
        return mayBeQuoted(octets) ? quoted(octets) : literal(octets, true);
    }

    /// {@return these octets as a server writes them}
    public static byte[] toClient(byte[] octets) {
        return mayBeQuoted(octets) ? quoted(octets) : literal(octets, false);
    }

    /// {@return this text, in UTF-8, as a server writes it}
    public static byte[] toClient(String text) {
        return toClient(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean mayBeQuoted(byte[] octets) {
        if (octets.length > LONGEST_QUOTED) {
            return false;
        }
        for (byte octet : octets) {
            if (octet == 0 || octet == '\r' || octet == '\n') {
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

    private static byte[] literal(byte[] octets, boolean nonSync) {
        byte[] mark =
                (new SieveLiteral(octets.length, nonSync) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[mark.length + octets.length];
        System.arraycopy(mark, 0, whole, 0, mark.length);
        System.arraycopy(octets, 0, whole, mark.length, octets.length);
        return whole;
    }
}
