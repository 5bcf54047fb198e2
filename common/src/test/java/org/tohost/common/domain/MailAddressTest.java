package org.tohost.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class MailAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fred@Example.TEST        | fred         | example.test",
                "Fred.O'Hara+x@a.b        | Fred.O'Hara+x | a.b",
                "\"a b\"@a.b              | a b          | a.b",
                "\"a\\\"b\\\\c\"@a.b      | a\"b\\c      | a.b",
                "\"a@b\"@c                | a@b          | c",
                "x@[192.0.2.1]            | x            | [192.0.2.1]",
                "x@[IPv6:2001:db8::1]     | x            | [ipv6:2001:db8::1]",
                "jürgen@bücher.test       | jürgen       | bücher.test",
                "x@my_host.test           | x            | my_host.test",
            })
    void readsAddresses(String text, String local, String domain) {
        MailAddress address = MailAddress.parse(text);
        assertEquals(local, address.localPart());
        assertEquals(domain, address.domain());
        assertEquals(address, MailAddress.parse(address.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@b",
                "a@.b",
                "a@b.",
                "a@b..c",
                "a@b c",
                "a@b/c",
                "a@b[c]",
                "a@[b",
                "a@[b c]",
                "a\u0001@b",
                "a\u0085@b",
                "a@b\u0085",
                "a@b\u00a0c",
                "a@b@c d",
                "a@b\r\n",
                "a@<b>"
            })
    void refusesOthers(String text) {
        assertThrows(Failure.Syntax.class, () -> MailAddress.parse(text));
    }

    @Test
    void countsOctets() {
        assertEquals(
                64,
                new MailAddress("ü".repeat(32), "a")
                        .localPart()
                        .getBytes(StandardCharsets.UTF_8)
                        .length);
        assertThrows(Failure.Syntax.class, () -> new MailAddress("ü".repeat(33), "a"));
        assertThrows(Failure.Syntax.class, () -> new MailAddress("a", "a".repeat(256)));
    }

    @Test
    void isReadAsItWasWritten() {
        Seeded.check(
                2000,
                dice -> {
                    String local = dice.text("ab.\"\\ @<>ü(", 12);
                    if (!local.isEmpty()) {
                        MailAddress address = new MailAddress(local, "example.test");
                        assertEquals(address, MailAddress.parse(address.toString()));
                    }
                });
    }

    @Test
    void throwsOnlySyntax() {
        Seeded.check(
                2000,
                dice -> {
                    try {
                        MailAddress.parse(dice.text("ab.\"\\ @[]:\u0000\u0085ü1-", 20));
                    } catch (Failure.Syntax e) {
                        assertEquals(0, e.getStackTrace().length);
                    }
                });
    }

    @Test
    void foldsForComparingOnly() {
        MailAddress written = MailAddress.parse("Ju\u0308RGEN+Tag@Bu\u0308cher.TEST");
        assertEquals("Ju\u0308RGEN+Tag", written.localPart());
        assertEquals("bücher.test", written.domain());
        assertEquals(MailAddress.parse("jürgen+tag@bücher.test"), written.folded());
        MailAddress spaced = MailAddress.parse("\"A b\"@a.test");
        assertEquals(spaced, spaced.folded());
        MailAddress growing = new MailAddress("İ".repeat(32), "a.test");
        assertEquals(growing, growing.folded());
    }
}
