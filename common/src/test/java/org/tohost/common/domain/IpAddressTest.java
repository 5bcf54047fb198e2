package org.tohost.common.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.testing.Seeded;

final class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "::1, 0:0:0:0:0:0:0:1",
        "::, 0:0:0:0:0:0:0:0",
        "2001:DB8::a:0, 2001:db8:0:0:0:0:a:0",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1::, 1:0:0:0:0:0:0:0",
        "::ffff:192.0.2.1, 192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221",
    })
    void writesEachAddressInOneWay(String given, String text) {
        assertEquals(text, IpAddress.parse(given).orElseThrow().text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.4.5",
                "01.2.3.4",
                "localhost",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "fe80::1%eth0",
                "::1.2.3",
                "1.2.3.4::",
            })
    void isNeverANameOrHalfAnAddress(String text) {
        assertEquals(Optional.empty(), IpAddress.parse(text));
    }

    @Test
    void agreesWithThePlatform() {
        Seeded.check(
                500,
                dice -> {
                    byte[] octets = new byte[dice.oneIn(2) ? 4 : 16];
                    for (int i = 0; i < octets.length; i++) {
                        octets[i] = (byte) (dice.oneIn(3) ? 0 : dice.upTo(255));
                    }
                    agrees(octets);
                });
    }

    private static void agrees(byte[] octets) throws UnknownHostException {
        InetAddress platform = InetAddress.getByAddress(octets);
        IpAddress ours = IpAddress.of(octets);
        assertEquals(platform.getHostAddress(), ours.text());
        assertEquals(ours, IpAddress.parse(platform.getHostAddress()).orElseThrow());
        assertArrayEquals(platform.getAddress(), ours.octets());
    }
}
