package org.tohost.backend.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TopLinesTest {
    private static String top(int lines, String message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = message.getBytes(StandardCharsets.US_ASCII);
        new TopLines(lines).copy(new ByteArrayInputStream(octets), out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void givesTheHeaderAndSoManyLines() throws IOException {
        String message = "A: a\r\nB: b\r\n\r\none\r\n\r\nthree\r\n";
        assertEquals("A: a\r\nB: b\r\n\r\n", top(0, message));
        assertEquals("A: a\r\nB: b\r\n\r\none\r\n", top(1, message));
        assertEquals("A: a\r\nB: b\r\n\r\none\r\n\r\n", top(2, message));
        assertEquals(message, top(3, message));
        assertEquals(message, top(Integer.MAX_VALUE, message));
    }

    @Test
    void takesMessagesAsTheyAre() throws IOException {
        assertEquals("A: a\n\none\n", top(1, "A: a\n\none\ntwo\n"));
        assertEquals("no end", top(5, "no end"));
        assertEquals("\r\n", top(0, "\r\nbody\r\n"));
        assertEquals("", top(0, ""));
        String large = "A: " + "a".repeat(20_000) + "\r\n\r\n";
        assertEquals(large, top(0, large + "body"));
    }
}
