package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MimePartTest {
    private static final String MESSAGE =
            """
            Subject: outer
            Content-Type: multipart/mixed; boundary=a

            --a

            one
            --a
            Content-Type: message/rfc822

            Subject: inner
            Content-Type: multipart/alternative; boundary=b

            --b

            two.one
            --b
            Content-Type: text/html

            two.two
            --b--
            --a
            Content-Type: message/rfc822

            Subject: simple

            three.one
            --a--
            """;

    @ParameterizedTest
    @CsvSource({"1,one", "2.1,two.one", "2.2,two.two", "3.1,three.one"})
    void numbersPartsAsTheRfcDoes(String path, String body) throws IOException {
        assertEquals(body, body(MESSAGE, path));
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "1.1", "2.3", "2.1.1", "3.2", "3.1.1"})
    void findsNothingElse(String path) throws IOException {
        assertEquals("nothing", body(MESSAGE, path));
    }

    @Test
    void callsTheBodyOfASimpleMessageItsPartOne() throws IOException {
        assertEquals("hello", body("Subject: x\n\nhello", "1"));
        assertEquals("nothing", body("Subject: x\n\nhello", "2"));
        assertEquals("nothing", body("Subject: x\n\nhello", "1.1"));
    }

    private static String body(String text, String path) throws IOException {
        byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        List<Integer> numbers = Stream.of(path.split("\\.")).map(Integer::valueOf).toList();
        return MimeScanner.scan(new ByteArrayInputStream(octets))
                .find(numbers)
                .map(MimePart::extent)
                .map(e ->
                        new String(
                                octets,
                                (int) e.bodyStart(),
                                (int) e.bodySize(),
                                StandardCharsets.US_ASCII))
                .orElse("nothing");
    }
}
