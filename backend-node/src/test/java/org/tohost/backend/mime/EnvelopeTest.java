package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
    @Test
    void takesTheFieldsAsTheyAreWritten() {
        Envelope envelope =
                envelope(
                        """
                        Date: Mon, 7 Feb 1994 21:52:25 -0800 (PST)
                        From: =?utf-8?q?J=C3=B6rg?= <joerg@example.net>
                        Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=
                         and more
                        To: a@example.net, "B, b" <b@example.net>
                        Message-ID: <1@example.net>
                        """);
        assertEquals(Optional.of("Mon, 7 Feb 1994 21:52:25 -0800 (PST)"), envelope.date());
        assertEquals(Optional.of("=?utf-8?q?gr=C3=BC=C3=9Fe?= and more"), envelope.subject());
        assertEquals("=?utf-8?q?J=C3=B6rg?= joerg@example.net", text(envelope.from()));
        assertEquals(envelope.from(), envelope.sender());
        assertEquals(envelope.from(), envelope.replyTo());
        assertEquals("- a@example.net, B, b b@example.net", text(envelope.to()));
        assertEquals(List.of(), envelope.cc());
        assertEquals(Optional.of("<1@example.net>"), envelope.messageId());
        assertEquals(Optional.empty(), envelope.inReplyTo());
    }

    @Test
    void writesGroupsFlat() {
        assertEquals(
                "- Team@-, - a@x.test, Bo b@x.test, - -@-, - c@x.test",
                text(to("Team: a@x.test, Bo <b@x.test>;, c@x.test")));
        assertEquals("- undisclosed-recipients@-, - -@-", text(to("undisclosed-recipients:;")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<>|",
                ",,,|",
                "(((((|",
                "<@a,@b:c@d.test>|- c@d.test",
                "no-domain|- no-domain@-",
                "a@b@c.test|",
                "\"unterminated <a@b.test>|",
                "<a@b.test|- a@b.test",
                "Name <a@b.test> trailing|Name a@b.test, - trailing@-",
            })
    void survivesWhatIsBroken(String value, String expected) {
        List<EnvelopeAddress> addresses = to(value);
        if (expected != null) {
            assertEquals(expected, text(addresses));
        }
    }

    @Test
    void listsNoMoreAddressesThanAnybodyWrites() {
        List<EnvelopeAddress> all = to("a,".repeat(300_000) + "b");
        assertEquals(32 * 1024, all.size());
        List<EnvelopeAddress> fields = envelope("To: a, b\n".repeat(100_000)).to();
        assertTrue(fields.size() < 32 * 1024, "of many fields as of one");
        assertEquals(2, to("a, b").size());
    }

    @Test
    void keepsOctetsAbove127() {
        assertEquals("J\u00c3\u00b6rg j@x.test", text(to("J\u00c3\u00b6rg <j@x.test>")));
    }

    private static List<EnvelopeAddress> to(String value) {
        return envelope("To: " + value + "\n").to();
    }

    private static Envelope envelope(String header) {
        byte[] octets = header.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return Envelope.of(HeaderBlock.of(octets));
    }

    private static String text(List<EnvelopeAddress> addresses) {
        return addresses.stream()
                .map(a ->
                        a.name().map(n -> n + " ").orElse("- ")
                                + a.mailbox().orElse("-")
                                + "@"
                                + a.host().filter(h -> !h.isEmpty()).orElse("-"))
                .collect(Collectors.joining(", "));
    }
}
