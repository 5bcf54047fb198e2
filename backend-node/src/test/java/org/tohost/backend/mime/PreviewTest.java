package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Seeded;

/// The first words of messages.
class PreviewTest {
    private static String preview(String message) {
        return preview(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String preview(byte[] message) {
        MessageSource source =
                (offset, length) -> new ByteArrayInputStream(message, (int) offset, (int) length);
        try {
            return Outline.of(source, message.length).preview();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void wordsStandBetweenSingleSpaces() {
        assertEquals(
                "Hello W\u00f6rld \uD83D\uDE00",
                preview("Subject: x\r\n\r\n\r\n Hello\t\r\nW\u00f6rld  \uD83D\uDE00\r\n"));
        assertEquals("", preview("Subject: x\r\n\r\n"));
        assertEquals("", preview(""));
    }

    @Test
    void whatIsQuotedIsLeftOutUnlessThereIsNothingElse() {
        assertEquals("Yes. Anna", preview("A: b\r\n\r\n> Do you?\r\nYes.\r\n>> No\r\nAnna\r\n"));
        assertEquals("> Do you?", preview("A: b\r\n\r\n> Do you?\r\n"));
    }

    @Test
    void itHasTwoHundredCharacters() {
        assertEquals(200, preview("A: b\r\n\r\n" + "\u00e4".repeat(500)).length());
        String smiling = preview("A: b\r\n\r\n" + "\uD83D\uDE00 ".repeat(500));
        assertEquals(199, smiling.codePointCount(0, smiling.length()));
        assertTrue(smiling.endsWith("\uD83D\uDE00"));
    }

    @Test
    void plainTextGoesBeforeHtmlAndAttachmentsDoNotCount() {
        String parts =
                """
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain
                Content-Disposition: attachment

                attached
                --b
                Content-Type: text/html

                <p>html</p>
                --b
                Content-Type: text/plain
                Content-Transfer-Encoding: base64

                cGxhaW4=
                --b--
                """;
        assertEquals("plain", preview(parts));
        assertEquals("html", preview(parts.replace("text/plain", "image/png")));
    }

    @Test
    void htmlLosesItsMarkup() {
        String html =
                "<html><HEAD><title>no</title><style>p > a { x: y }</style></HEAD><body>"
                        + "<!-- no <p> --><p>One<b>T</b>wo&nbsp;&amp;&#x20AC;&zwnj;&#847;</p>"
                        + "<script>if (a < b) no();</script><br/>three &unknown; & four<";
        assertEquals(
                "OneTwo &\u20ac three &unknown; & four",
                preview("Content-Type: text/html\r\n\r\n" + html));
    }

    @Test
    void whateverItIsThereIsAPreview() {
        Seeded.check(
                300,
                dice -> {
                    String noise = new String(dice.bytes(400), StandardCharsets.ISO_8859_1);
                    String type = dice.oneIn(2) ? "text/html" : "text/plain";
                    String encoding = dice.oneIn(2) ? "base64" : "quoted-printable";
                    String text =
                            preview(
                                    "Content-Type: "
                                            + type
                                            + "\r\nContent-Transfer-Encoding: "
                                            + encoding
                                            + "\r\n\r\n<&"
                                            + noise);
                    assertTrue(text.codePointCount(0, text.length()) <= 200);
                });
    }
}
