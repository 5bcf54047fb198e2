package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Seeded;

/// RFC 6858.
class SurrogateHeaderTest {
    private static String surrogate(String header, Charset charset) {
        HeaderBlock block = HeaderBlock.of(header.replace("\n", "\r\n").getBytes(charset));
        return new String(SurrogateHeader.of(block), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static void becomes(String expected, String header) {
        assertEquals(expected + "\n", surrogate(header, StandardCharsets.UTF_8));
    }

    @Test
    void whatIsAsciiStays() {
        becomes(
                "A: a\n  b\nno colon\nTo: =?x?= , x\n",
                "A: a\n  b\nno colon\nTo: =?x?= , x\n\nbody");
    }

    @Test
    void theSubjectBecomesEncodedWords() {
        becomes("Subject: =?utf-8?B?R3LDvMOfZQ==?=\n", "Subject: Gr\u00fc\u00dfe\n");
        String once = surrogate("Subject: Gr\u00fc\u00dfe\n", StandardCharsets.ISO_8859_1);
        assertEquals("Subject: =?utf-8?B?R3LDvMOfZQ==?=\n\n", once);
        String smile = "\ud83d\ude00";
        String line = "=?utf-8?B?" + "8J+YgPCfmIDwn5iA".repeat(3) + "8J+YgPCfmIA=?=";
        becomes("Subject: " + line + "\n " + line + "\n", "Subject: " + smile.repeat(22) + "\n");
    }

    @Test
    void displayNamesAreEncodedAndAddressesReplaced() {
        becomes(
                """
                From: =?utf-8?B?SsO4?= <j@example.net>,
                 "B, b" <"b b"@example.net>
                """,
                """
                From: J\u00f8 <j@example.net>, "B, b" <"b b"@example.net>
                """);
        becomes(
                """
                To: Joe <invalid@internationalized-address.invalid>,
                 =?utf-8?B?asO4QGV4YW1wbGUubmV0?= <invalid@internationalized-address.invalid>,
                 a@example.net
                """,
                """
                To: Joe <j\u00f8@example.net>, j\u00f8@example.net, a@example.net
                """);
        becomes(
                """
                Cc: =?utf-8?B?w5g=?=: a@example.net, b@example.net;,
                 c@example.net
                """,
                """
                Cc: \u00d8: a@example.net, b@example.net;, c@example.net
                """);
    }

    @Test
    void parametersAndOtherFieldsAreLeftOut() {
        becomes(
                """
                Content-Type: text/plain;
                 charset="utf-8"
                Content-Disposition: attachment
                """,
                """
                Content-Type: text/plain; name="\u00fc.txt"; charset=utf-8
                Content-Disposition: attachment; filename=\u00fc
                X-Note: \u00fc
                X-\u00fc: a
                Content-Type: \u00fc/\u00fc
                """);
    }

    @Test
    void nothingIsLeftThatIsNotAscii() {
        String[] names = {"From", "To", "Subject", "Content-Type", "Content-Disposition", "X"};
        Seeded.check(
                2000,
                dice -> {
                    String name = names[dice.upTo(names.length - 1)];
                    String value = new String(dice.bytes(60), StandardCharsets.ISO_8859_1);
                    String header = name + ": \u00fc" + value.replaceAll("[\r\n]", " ");
                    HeaderBlock block =
                            HeaderBlock.of(header.getBytes(StandardCharsets.ISO_8859_1));
                    byte[] octets = SurrogateHeader.of(block);
                    assertTrue(SurrogateHeader.isAscii(octets));
                    assertTrue(HeaderBlock.of(octets).fields().size() <= 1);
                });
    }
}
