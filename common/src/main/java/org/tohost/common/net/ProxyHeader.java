package org.tohost.common.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.tohost.common.domain.IpAddress;
import org.tohost.common.failure.Failure;

/// What a front end says of its client before the first octet of the client: the PROXY protocol,
/// versions 1 and 2 (haproxy, proxy-protocol.txt). Pure.
///
/// @param source the client; nothing if the front end speaks for itself, as in its probes
/// @param tls true if the client came to the front end by TLS
/// @param length octets of the header
public record ProxyHeader(Optional<Source> source, boolean tls, int length) {
    /// The longest header that is read: addresses and what else front ends tell in version 2.
    public static final int LONGEST = 4096;

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final byte[] FIRST = "PROXY ".getBytes(ISO_8859_1);
    private static final int LONGEST_LINE = 107;
    private static final int FIXED = 16;
    private static final int TLS_TYPE = 0x20;
    private static final int TLS_LENGTH = 5; // what it begins with

    /// An address and a port.
    public record Source(IpAddress address, int port) {}

    /// Reads the header that these octets begin with; nothing if more of them are needed.
    ///
    /// @throws Failure.Syntax if they begin with something else
    public static Optional<ProxyHeader> read(byte[] octets) {
        if (begins(octets, SIGNATURE)) {
            return octets.length < FIXED ? Optional.empty() : second(octets);
        }
        if (begins(octets, FIRST)) {
            return first(octets);
        }
        throw new Failure.Syntax("no PROXY header");
    }

    /// {@return the header of version 2 that tells of a TCP connection from `from` to `to`}
    public static byte[] version2(Source from, Source to, boolean tls) {
        boolean six = from.address().isV6() || to.address().isV6();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(six ? from.address().mapped() : from.address().octets());
        body.writeBytes(six ? to.address().mapped() : to.address().octets());
        writeShort(body, from.port());
        writeShort(body, to.port());
        if (tls) {
            body.write(TLS_TYPE);
            writeShort(body, TLS_LENGTH);
            body.writeBytes(new byte[] {1, 0, 0, 0, 0}); // by TLS, without a certificate
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(0x21);
        header.write(six ? 0x21 : 0x11);
        writeShort(header, body.size());
        header.writeBytes(body.toByteArray());
        return header.toByteArray();
    }

    /// {@return the header of version 2 of who speaks for itself, as a probe does}
    public static byte[] own() {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.writeBytes(new byte[] {0x20, 0, 0, 0});
        return header.toByteArray();
    }

    private static void writeShort(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }

    /// As far as there are octets, they are the same.
    private static boolean begins(byte[] octets, byte[] with) {
        int common = Math.min(octets.length, with.length);
        return Arrays.equals(octets, 0, common, with, 0, common);
    }

    private static Optional<ProxyHeader> first(byte[] octets) {
        String text = new String(octets, 0, Math.min(octets.length, LONGEST_LINE), ISO_8859_1);
        int end = text.indexOf("\r\n");
        if (end < 0) {
            if (octets.length >= LONGEST_LINE) {
                throw new Failure.Syntax("PROXY line too long");
            }
            return Optional.empty();
        }
        String[] words = text.substring(0, end).split(" ", -1);
        Optional<Source> source =
                switch (words[1]) {
                    case "UNKNOWN" -> Optional.empty();
                    case "TCP4", "TCP6" -> Optional.of(source(words));
                    default -> throw new Failure.Syntax("PROXY line of an unknown family");
                };
        return Optional.of(new ProxyHeader(source, false, end + 2));
    }

    private static Source source(String[] words) {
        if (words.length != 6 || !words[4].matches("[0-9]{1,5}")) {
            throw new Failure.Syntax("bad PROXY line");
        }
        int port = Integer.parseInt(words[4]);
        IpAddress address =
                IpAddress.parse(words[2])
                        .filter(_ -> port < 65536)
                        .orElseThrow(() -> new Failure.Syntax("bad address in a PROXY line"));
        return new Source(address, port);
    }

    private static Optional<ProxyHeader> second(byte[] octets) {
        int length = FIXED + at16(octets, 14);
        if (length > LONGEST || octets[12] >> 4 != 2) {
            throw new Failure.Syntax("PROXY header too long or of an unknown version");
        }
        if (octets.length < length) {
            return Optional.empty();
        }
        return Optional.of(
                switch (octets[12] & 0xf) {
                    case 0 -> new ProxyHeader(Optional.empty(), false, length);
                    case 1 -> told(octets, length);
                    default -> throw new Failure.Syntax("PROXY header with an unknown command");
                });
    }

    private static ProxyHeader told(byte[] octets, int length) {
        int size =
                switch (octets[13] >> 4) {
                    case 1 -> 4;
                    case 2 -> 16;
                    default -> 0; // neither IPv4 nor IPv6: the front end cannot tell
                };
        if (size == 0) {
            return new ProxyHeader(Optional.empty(), false, length);
        }
        int facts = FIXED + 2 * size + 4;
        if (facts > length) {
            throw new Failure.Syntax("PROXY header too short");
        }
        IpAddress address = IpAddress.of(Arrays.copyOfRange(octets, FIXED, FIXED + size));
        Source source = new Source(address, at16(octets, FIXED + 2 * size));
        return new ProxyHeader(Optional.of(source), byTls(octets, facts, length), length);
    }

    private static boolean byTls(byte[] octets, int from, int to) {
        int at = from;
        while (at + 3 <= to) {
            int size = at16(octets, at + 1);
            if (at + 3 + size > to) {
                throw new Failure.Syntax("PROXY header with a fact beyond its end");
            }
            if (octets[at] == TLS_TYPE && size >= TLS_LENGTH) {
                return (octets[at + 3] & 1) != 0;
            }
            at += 3 + size;
        }
        return false;
    }

    private static int at16(byte[] octets, int at) {
        return ((octets[at] & 0xff) << 8) | (octets[at + 1] & 0xff);
    }
}
