package org.tohost.common.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.IpAddress;
import org.tohost.common.failure.Failure;

final class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static byte[] octets(String line) {
        return line.replace("\\r\\n", "\r\n").getBytes(ISO_8859_1);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex((SIGNATURE + digits).replace(" ", ""));
    }

    private static ProxyHeader.Source source(String address, int port) {
        return new ProxyHeader.Source(IpAddress.parse(address).orElseThrow(), port);
    }

    /// Reads it, and finds that no part of it is enough.
    private static ProxyHeader read(byte[] octets) {
        ProxyHeader header = ProxyHeader.read(octets).orElseThrow();
        for (int i = 0; i < header.length(); i++) {
            assertEquals(Optional.empty(), ProxyHeader.read(Arrays.copyOf(octets, i)));
        }
        return header;
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 10.0.0.1 5678 143, 192.0.2.7, 5678",
        "PROXY TCP6 2001:db8::1 ::1 65535 143, 2001:db8::1, 65535",
    })
    void readsTheLineOfTheFirstVersion(String line, String address, int port) {
        ProxyHeader header = read(octets(line + "\r\na LOGIN"));
        assertEquals(Optional.of(source(address, port)), header.source());
        assertEquals(line.length() + 2, header.length());
    }

    @Test
    void aProbeSpeaksForItself() {
        ProxyHeader own = ProxyHeader.read(ProxyHeader.own()).orElseThrow();
        assertEquals(new ProxyHeader(Optional.empty(), false, 16), own);
    }

    @Test
    void aFrontEndMaySpeakForItself() {
        assertEquals(Optional.empty(), read(octets("PROXY UNKNOWN\r\n")).source());
        assertEquals(Optional.empty(), read(octets("PROXY UNKNOWN a b 1 2\r\n")).source());
        assertEquals(Optional.empty(), read(hex("20 00 0000")).source());
        assertEquals(Optional.empty(), read(hex("21 31 0003 010203")).source()); // a UNIX socket
    }

    @Test
    void readsTheSecondVersion() {
        ProxyHeader four = read(hex("21 11 000c c0000207 0a000001 162e 008f ffff"));
        assertEquals(Optional.of(source("192.0.2.7", 5678)), four.source());
        assertEquals(28, four.length());
        assertEquals(false, four.tls());
        ProxyHeader tls =
                read(hex("21 11 0018 c0000207 0a000001 162e 008f 04 0001 00 20 0005 01 00000000"));
        assertEquals(true, tls.tls());
        assertEquals(40, tls.length());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 10.0.0.1",
        "2001:db8::1, ::1",
        "192.0.2.7, ::1",
        "2001:db8::1, 10.0.0.1",
    })
    void readsWhatItWrites(String from, String to) {
        for (boolean tls : new boolean[] {false, true}) {
            byte[] octets = ProxyHeader.version2(source(from, 99), source(to, 25), tls);
            assertEquals(
                    new ProxyHeader(Optional.of(source(from, 99)), tls, octets.length),
                    read(octets));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO front\\r\\n",
                "proxy TCP4 1.2.3.4 1.2.3.4 1 1\\r\\n",
                "PROXY TCP4 1.2.3.4\\r\\n",
                "PROXY TCP4 front 1.2.3.4 1 1\\r\\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 65536 1\\r\\n",
                "PROXY SCTP 1.2.3.4 1.2.3.4 1 1\\r\\n",
            })
    void refusesOtherWords(String line) {
        assertThrows(Failure.Syntax.class, () -> ProxyHeader.read(octets(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31 11 000c", // version 3
                "22 11 000c", // an unknown command
                "21 11 ffff", // far too long
                "21 11 0004 c0000207", // too short for two addresses
                "21 11 0010 c0000207 0a000001 162e 008f 20 0005 01", // a fact beyond the end
            })
    void refusesBrokenHeaders(String digits) {
        byte[] octets = Arrays.copyOf(hex(digits), 64);
        assertThrows(Failure.Syntax.class, () -> ProxyHeader.read(octets));
    }

    @Test
    void aLineWithoutEndIsNotAwaited() {
        byte[] octets = octets("PROXY TCP4 " + "1".repeat(200));
        assertThrows(Failure.Syntax.class, () -> ProxyHeader.read(octets));
    }
}
