package org.tohost.common.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.testing.Seeded;
import org.tohost.common.wire.Frame;

class DotCodingTest {
    private record Decoded(
            String content, String behind, boolean finished, Optional<Frame.Reason> flaw) {}

    @Test
    void removesDotsAndStopsAtTheLast() throws IOException {
        assertEquals(
                new Decoded("a\r\n.b\r\n\r\n.\r\n", "QUIT\r\n", true, Optional.empty()),
                decode(List.of(octets("a\r\n..b\r\n\r\n..\r\n.\r\nQUIT\r\n"))));
        assertEquals("", decode(List.of(octets(".\r\n"))).content());
        assertEquals("x\r\n", decode(List.of(octets(".x\r\n.\r\n"))).content());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n.\r\n", "\r\n.\n", "\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\r\r\n.\n"})
    void nothingElseEndsTheContent(String trick) throws IOException {
        Decoded decoded = decode(List.of(octets("a" + trick + "MAIL FROM:<>\r\n")));
        assertFalse(decoded.finished());
        decoded = decode(List.of(octets("a" + trick + "MAIL FROM:<>\r\n.\r\nQUIT")));
        assertTrue(decoded.finished());
        assertTrue(decoded.flaw().isPresent());
        assertEquals("QUIT", decoded.behind());
    }

    @Test
    void tellsTheFirstFlawAndGivesNothingMoreOut() throws IOException {
        assertEquals(
                new Decoded("a", "", true, Optional.of(Frame.Reason.NUL)),
                decode(List.of(octets("a\0b\nc\r\n.\r\n"))));
        assertEquals(Optional.of(Frame.Reason.BARE_LF), decode(List.of(octets("a\nb\rc"))).flaw());
        assertEquals(Optional.of(Frame.Reason.BARE_CR), decode(List.of(octets("a\rb\nc"))).flaw());
    }

    @Test
    void resultsDoNotDependOnChunks() {
        Seeded.check(
                5000,
                dice -> {
                    byte[] stream =
                            octets(
                                    dice.words(
                                            List.of("a", ".", "\r\n", "\r\n.", "\r", "\n", "\0"),
                                            15));
                    assertEquals(decode(List.of(stream)), decode(dice.chunks(stream)));
                });
    }

    @Test
    void decodesWhatWasEncoded() {
        Seeded.check(
                3000,
                dice -> {
                    String content =
                            dice.words(List.of("a", ".", "..", "\r\n", "\r\n.", "\r\n\r\n"), 15)
                                    + "\r\n";
                    Decoded decoded =
                            decode(dice.chunks(octets(encode(dice.chunks(octets(content))))));
                    assertEquals(new Decoded(content, "", true, Optional.empty()), decoded);
                });
    }

    @Test
    void makesStoredContentSafe() {
        Seeded.check(
                3000,
                dice -> {
                    byte[] stored = octets(dice.words(List.of("a", ".", "\r", "\n", "\r\n"), 15));
                    Decoded decoded = decode(List.of(octets(encode(dice.chunks(stored)))));
                    assertEquals(Optional.empty(), decoded.flaw());
                    assertTrue(decoded.finished());
                    String lines = new String(stored, StandardCharsets.ISO_8859_1);
                    assertEquals(lines.lines().toList(), decoded.content().lines().toList());
                });
    }

    @Test
    void endsTheLastLine() throws IOException {
        assertEquals("a\r\n.\r\n", encode(List.of(octets("a"))));
        assertEquals("a\r\n.\r\n", encode(List.of(octets("a\r"), octets("\n"))));
        assertEquals(".\r\n", encode(List.of()));
        assertEquals("a\r\n..b\r\n.\r\n", encode(List.of(octets("a\n.b"))));
    }

    private static String encode(List<byte[]> chunks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DotEncoder encoder = new DotEncoder(out)) {
            for (byte[] chunk : chunks) {
                encoder.write(chunk);
            }
            encoder.finish();
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static Decoded decode(List<byte[]> chunks) throws IOException {
        DotDecoder decoder = new DotDecoder();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            int read = decoder.decode(chunk, 0, chunk.length, content);
            behind.write(chunk, read, chunk.length - read);
        }
        return new Decoded(
                content.toString(StandardCharsets.ISO_8859_1),
                behind.toString(StandardCharsets.ISO_8859_1),
                decoder.isFinished(),
                decoder.flaw());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
