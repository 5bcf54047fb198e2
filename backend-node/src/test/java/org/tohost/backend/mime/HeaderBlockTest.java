package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderBlockTest {
    private static final String HEADER =
            "Received: one\r\nSubject: a\r\n  folded\r\nreceived: two\r\nno colon\r\nX-Last : z\r\n\r\n";

    @Test
    void selectsFieldsByNameInAnyCase() {
        assertEquals(
                "Received: one\r\nreceived: two\r\n\r\n",
                select(HEADER, true, List.of("RECEIVED", "nothing")));
        assertEquals(
                "Subject: a\r\n  folded\r\nno colon\r\nX-Last : z\r\n\r\n",
                select(HEADER, false, List.of("received")));
        assertEquals("\r\n", select(HEADER, true, List.of("To")));
    }

    @Test
    void closesALineThatTheMessageLeavesOpen() {
        assertEquals("Subject: x\r\n\r\n", select("Subject: x", true, List.of("subject")));
    }

    @Test
    void looksForEncodedWordsInValuesOfSaneLength() {
        String value = "=?utf-8?q?a?= ".repeat(2000).strip();
        HeaderBlock block = block("Subject: " + value + "\r\n");
        assertEquals(value, block.first("subject").orElseThrow().text());
    }

    @Test
    void unfoldsAndDecodes() {
        HeaderBlock block =
                block("Subject: =?iso-8859-1?q?gr=FC=DFe?=\r\n\t=?utf-8?b?w6Q=?= x\r\n");
        HeaderField subject = block.first("subject").orElseThrow();
        assertEquals("=?iso-8859-1?q?gr=FC=DFe?=\t=?utf-8?b?w6Q=?= x", subject.value());
        assertEquals("gr\u00fc\u00dfe\u00e4 x", subject.text());
        assertEquals(
                "\u00e4", block("Subject: \u00c3\u00a4\r\n").first("subject").orElseThrow().text());
        assertEquals("\u00e4", block("Subject: \u00e4\r\n").first("subject").orElseThrow().text());
        assertEquals(
                "x", block("Subject: =?none-such?q?x?=\r\n").first("subject").orElseThrow().text());
    }

    @ParameterizedTest
    @CsvSource({
        "'Mon, 7 Feb 1994 21:52:25 -0800 (PST)',1994-02-07",
        "'17 Jul 96 02:44:25 -0700',1996-07-17",
        "'Tue,  1 January 2030',2030-01-01",
        "'31 Feb 2020 00:00:00 +0000',",
        "'yesterday',",
    })
    void readsTheDayOfADate(String value, LocalDate day) {
        assertEquals(Optional.ofNullable(day), SentDate.of(block("Date: " + value + "\r\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "quoted-printable,iso-8859-1,gr=FC=~=DFe,gr\u00fc\u00dfe",
        "base64,utf-8,Z3LDvMOfZQ==,gr\u00fc\u00dfe",
        "BASE64,utf-8,Z3L~DvMOfZQ==,gr\u00fc\u00dfe",
        "8bit,none-such,plain,plain",
        "7bit,us-ascii,a=3D,a=3D",
        "x-unknown,'',a,a",
    })
    void decodesText(String encoding, String charset, String body, String expected)
            throws IOException {
        String message =
                "Content-Type: text/plain; charset=\""
                        + charset
                        + "\"\r\nContent-Transfer-Encoding: "
                        + encoding
                        + "\r\n\r\n"
                        + body.replace("~", "\r\n");
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        MimePart.Leaf leaf = (MimePart.Leaf) MimeScanner.scan(new ByteArrayInputStream(octets));
        int start = (int) leaf.extent().bodyStart();
        ByteArrayInputStream in = new ByteArrayInputStream(octets, start, octets.length - start);
        StringWriter text = new StringWriter();
        try (Reader reader = DecodedText.of(leaf, in)) {
            reader.transferTo(text);
        }
        assertEquals(expected, text.toString());
    }

    private static String select(String header, boolean listed, List<String> names) {
        return new String(block(header).select(names, listed), StandardCharsets.ISO_8859_1);
    }

    private static HeaderBlock block(String header) {
        return HeaderBlock.of(header.getBytes(StandardCharsets.ISO_8859_1));
    }
}
