package org.tohost.common.managesieve;

import java.nio.charset.StandardCharsets;
import org.tohost.common.wire.WireString;

/// A string as it is written: quoted where the grammar allows it, else a literal (RFC 5804 4).
public final class SieveString {
    /// Most characters between the quotes; a backslash and what it escapes are one.
    private static final int LONGEST_QUOTED = 1024;

    private SieveString() {}

    /// {@return these octets as a client writes them}
    public static byte[] toServer(byte[] octets) {
        return written(octets, true);
    }

    /// {@return these octets as a server writes them}
    public static byte[] toClient(byte[] octets) {
        return written(octets, false);
    }

    /// {@return this text, in UTF-8, as a server writes it}
    public static byte[] toClient(String text) {
        return toClient(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] written(byte[] octets, boolean nonSync) {
        return WireString.mayBeQuoted(octets, LONGEST_QUOTED)
                ? WireString.quoted(octets)
                : WireString.literal(octets, nonSync);
    }
}
