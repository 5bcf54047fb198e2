package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;

class MatchListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                     | anything                | true",
                "*                     | 10.0.0.1                | true",
                "be1                   | be1                     | true",
                "be1                   | BE1                     | true",
                "be1                   | be11                    | false",
                "be*                   | be11.example.net        | true",
                "*.example.net         | be1.example.net         | true",
                "*.example.net         | example.net             | false",
                "*.example.net         | be1.exampleXnet         | false",
                "be?                   | be1                     | true",
                "be?                   | be                      | false",
                "a+b(c)                | a+b(c)                  | true",
                "beef                  | beef                    | true",
                "1.example             | 1.example               | true",
                "10.0.0.1              | 10.0.0.1                | true",
                "10.0.0.1              | 10.0.0.10               | false",
                "10.0.0.1              | ::ffff:10.0.0.1         | true",
                "10.*                  | 10.255.3.4              | true",
                "10.*                  | 11.0.0.1                | false",
                "10.*                  | 10.example.net          | false",
                "*.*.*.7               | 1.2.3.7                 | true",
                "10.0.1-120.5          | 10.0.1.5                | true",
                "10.0.1-120.5          | 10.0.120.5              | true",
                "10.0.1-120.5          | 10.0.0.5                | false",
                "10.0.1-120.5          | 10.0.121.5              | false",
                "10.0.1-120.5          | 10.0.7.6                | false",
                "10.1-2.3-4.*          | 10.2.3.77               | true",
                "10.0.0.0/8            | 10.200.1.1              | true",
                "10.0.0.0/8            | 11.0.0.0                | false",
                "192.168.16.0/20       | 192.168.31.255          | true",
                "192.168.16.0/20       | 192.168.32.0            | false",
                "192.168.17.9/20       | 192.168.16.1            | true",
                "10.0.0.1/32           | 10.0.0.2                | false",
                "0.0.0.0/0             | 203.0.113.9             | true",
                "0.0.0.0/0             | 2001:db8::1             | false",
                "::1                   | 0:0:0:0:0:0:0:1         | true",
                "::1                   | ::2                     | false",
                "::/0                  | 2001:db8::1             | true",
                "::/0                  | 10.0.0.1                | false",
                "2001:DB8::/32         | 2001:db8:ffff::9        | true",
                "2001:db8::/32         | 2001:db9::9             | false",
                "fd00::/9              | fd7f::1                 | true",
                "fd00::/9              | fd80::1                 | false",
                "2001:db8::1-ff        | 2001:db8::a0            | true",
                "2001:db8::1-ff        | 2001:db8::100           | false",
                "2001:db8:*            | 2001:db8:1::2           | true",
                "fe80::1               | fe80::1%eth0            | true",
                "10.0.0.*              | 10.0.0.999              | false",
                "10.0.0.*              | not an address          | false",
            })
    void items(String list, String name, boolean matches) {
        assertEquals(matches, MatchList.parse(list).matches(name));
    }

    @Test
    void theLastMatchDecides() {
        MatchList list = MatchList.parse("10.*, !10.0.7.*, 10.0.7.1, !be9, be*");
        assertTrue(list.matches("10.0.6.1"));
        assertFalse(list.matches("10.0.7.2"));
        assertTrue(list.matches("10.0.7.1"));
        assertTrue(list.matches("be9"), "be* comes last");
        assertFalse(list.matches("other"));
        assertFalse(MatchList.parse("!10.0.0.1").matches("10.0.0.2"), "nothing matched");
        assertFalse(MatchList.parse("*, ! 10.0.0.1").matches("10.0.0.1"));
    }

    @Test
    void theEmptyListMatchesNothing() {
        MatchList list = MatchList.parse("  ");
        assertTrue(list.isEmpty());
        assertFalse(list.matches(""));
        assertFalse(list.matches("a"));
        assertEquals("", list.toString());
    }

    @Test
    void addressesOfSockets() throws Exception {
        MatchList list = MatchList.parse("127.0.0.0/8, ::1");
        assertTrue(list.matchesAddress(InetAddress.ofLiteral("127.1.2.3")));
        assertTrue(list.matchesAddress(InetAddress.ofLiteral("::1")));
        assertFalse(list.matchesAddress(InetAddress.ofLiteral("192.0.2.1")));
    }

    @Test
    void namesWithoutWildCards() {
        MatchList list = MatchList.parse("be1, be*, !be2, 10.0.0.1, be3.example.net");
        assertEquals(List.of("be1", "be3.example.net"), list.names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,",
                ",a",
                "a,,b",
                "!",
                "a b",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "10.0.9-1.1",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.*.0.0/8",
                "10.0.-.1",
                "10..0.1",
                "::1/129",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3",
                "2001:db8::1::2",
                "12345::",
                "1:2:3:4:5:6:7:8::9"
            })
    void badLists(String list) {
        assertThrows(Failure.Syntax.class, () -> MatchList.parse(list));
    }
}
