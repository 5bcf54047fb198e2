package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFilterTest {
    private static String nothing(HeaderFacts facts) {
        return "";
    }

    private static String date(HeaderFacts facts) {
        return facts.dated() ? "" : "Date: now\r\n";
    }

    private record Result(String text, HeaderFacts facts) {}

    private static Result run(String message, Function<HeaderFacts, String> missing, int chunk)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HeaderFilter filter = new HeaderFilter(out, missing);
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < octets.length; i += chunk) {
            filter.write(octets, i, Math.min(chunk, octets.length - i));
        }
        filter.end();
        return new Result(out.toString(StandardCharsets.ISO_8859_1), filter.facts());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 10_000})
    void learnsTheFactsAndChangesNothing(int chunk) throws IOException {
        String message =
                "Received: a\r\n\tb\r\nRECEIVED : c\r\nMessage-Id:\r\n <x@y>\r\nDATE: today\r\n"
                        + "X-Long: "
                        + "z".repeat(3000)
                        + "\r\n\r\nReceived: in the body\r\n\u00e9\r\n";
        Result result = run(message, HeaderFilterTest::nothing, chunk);
        assertEquals(message, result.text());
        assertEquals(new HeaderFacts(2, "<x@y>", true), result.facts());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10_000})
    void addsWhatIsMissingAtTheHeadersEnd(int chunk) throws IOException {
        assertEquals(
                "Subject: s\r\nDate: now\r\n\r\nDate: body\r\n",
                run("Subject: s\r\n\r\nDate: body\r\n", HeaderFilterTest::date, chunk).text());
        assertEquals(
                "Date: d\r\n\r\nx\r\n",
                run("Date: d\r\n\r\nx\r\n", HeaderFilterTest::date, chunk).text());
        assertEquals(
                "Date: now\r\n\r\nx\r\n", run("\r\nx\r\n", HeaderFilterTest::date, chunk).text());
        assertEquals(
                "S: s\r\nDate: now\r\n", run("S: s\r\n", HeaderFilterTest::date, chunk).text());
    }

    @Test
    void aMessageWithoutHeaderGetsOneOfItsOwn() throws IOException {
        assertEquals(
                "Date: now\r\n\r\njust words\r\n",
                run("just words\r\n", HeaderFilterTest::date, 4).text());
        assertEquals("Date: now\r\n", run("", HeaderFilterTest::date, 4).text());
    }

    @Test
    void aMessageIdWithoutEndIsCut() throws IOException {
        Result result =
                run(
                        "Message-ID: " + "a".repeat(100_000) + "\r\n\r\n",
                        HeaderFilterTest::nothing,
                        512);
        assertTrue(result.facts().messageId().length() <= 2000);
    }
}
