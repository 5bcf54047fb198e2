package org.tohost.proxy.route;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.tohost.common.domain.ClientInfo;

/// The header of the PROXY protocol, version 2, in binary: who the client is and what it is
/// connected to (haproxy, proxy-protocol.txt 2.2).
final class ProxyHeader {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final byte[] MAPPED = HexFormat.of().parseHex("00000000000000000000ffff");
    private static final byte LOCAL = 0x20;
    private static final byte PROXY = 0x21;
    private static final byte TCP4 = 0x11;
    private static final byte TCP6 = 0x21;

    private ProxyHeader() {}

    /// {@return the header of a connection that no client is behind, as a probe is}
    static byte[] ourOwn() {
        return ByteBuffer.allocate(SIGNATURE.length + 4).put(SIGNATURE).put(LOCAL).array();
    }

    /// {@return the header for this client, connected to `reached`; for a client whose address is
    /// not known, that of a connection of ours}
    static byte[] of(ClientInfo client, InetSocketAddress reached) {
        if (client.address().isEmpty()) {
            return ourOwn();
        }
        InetAddress source = InetAddress.ofLiteral(client.address());
        InetAddress destination = reached.getAddress();
        boolean four = source instanceof Inet4Address && destination instanceof Inet4Address;
        int facts = four ? 12 : 36;
        return ByteBuffer.allocate(SIGNATURE.length + 4 + facts)
                .put(SIGNATURE)
                .put(PROXY)
                .put(four ? TCP4 : TCP6)
                .putShort((short) facts)
                .put(four ? source.getAddress() : six(source))
                .put(four ? destination.getAddress() : six(destination))
                .putShort((short) client.port())
                .putShort((short) reached.getPort())
                .array();
    }

    /// An IPv4 address as IPv6 writes it (RFC 4291 2.5.5.2).
    private static byte[] six(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 16) {
            return octets;
        }
        byte[] mapped = Arrays.copyOf(MAPPED, 16);
        System.arraycopy(octets, 0, mapped, MAPPED.length, octets.length);
        return mapped;
    }
}
