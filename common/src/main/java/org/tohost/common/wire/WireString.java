package org.tohost.common.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The two forms in which IMAP and ManageSieve write a string: between quotes, or behind the
/// announcement of its length.
public final class WireString {
    private WireString() {}

    /// {@return true if no octet forbids the quotes in every grammar: NUL, CR and LF do, and more
    /// than `most` octets}
    public static boolean mayBeQuoted(byte[] octets, int most) {
        if (octets.length > most) {
            return false;
        }
        for (byte octet : octets) {
            if (octet == 0 || octet == '\r' || octet == '\n') {
                return false;
            }
        }
        return true;
    }

    /// {@return these octets, which [#mayBeQuoted], between quotes}
    public static byte[] quoted(byte[] octets) {
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

    /// {@return these octets as a literal, for a peer that reads on; `nonSync` if it is told that
    /// the writer does not wait}
    public static byte[] literal(byte[] octets, boolean nonSync) {
        byte[] mark =
                (new LiteralMark(octets.length, nonSync, false) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[mark.length + octets.length];
        System.arraycopy(mark, 0, whole, 0, mark.length);
        System.arraycopy(octets, 0, whole, mark.length, octets.length);
        return whole;
    }
}
