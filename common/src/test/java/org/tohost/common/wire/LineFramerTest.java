package org.tohost.common.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class LineFramerTest {
    private static final int MAX = 16;

    @Test
    void cutsLinesAtCrlf() {
        assertEquals(List.of("one", "", "two"), frames("one\r\n\r\ntwo\r\nthr"));
    }

    @Test
    void refusesWhatNoLineMayHold() {
        assertEquals(
                List.of("BARE_LF", "BARE_CR", "NUL", "ok"), frames("a\nb\rc\r\nd\0\r\nok\r\n"));
    }

    @Test
    void refusesEachLineOfAClientThatSendsOnlyLf() {
        assertEquals(List.of("BARE_LF", "BARE_LF", "BARE_LF"), frames("a\nb\n\n"));
    }

    @Test
    void countsTheLimitWithoutCrlf() {
        String most = "x".repeat(MAX);
        assertEquals(List.of(most, "TOO_LONG", "ok"), frames(most + "\r\n" + most + "y\r\nok\r\n"));
        assertEquals(List.of("TOO_LONG", "ok"), frames("x".repeat(5000) + "\r\nok\r\n"));
    }

    @Test
    void aCrAtTheLimitIsNotTooMuchYet() {
        LineFramer framer = new LineFramer(MAX);
        framer.feed(octets("x".repeat(MAX) + "\r"));
        assertEquals(Optional.empty(), framer.next());
        framer.feed(octets("\n"));
        assertEquals("x".repeat(MAX), text(framer.next().orElseThrow()));
    }

    @Test
    void givesLiteralsBetweenLines() {
        LineFramer framer = new LineFramer(MAX);
        framer.feed(octets("a {5}\r\n\r\n\0x"));
        assertEquals("a {5}", text(framer.next().orElseThrow()));
        framer.expect(5);
        assertEquals(Optional.empty(), framer.next());
        framer.feed(octets("\nrest\r\n"));
        assertEquals("\r\n\0x\n", text(framer.next().orElseThrow()));
        assertEquals("rest", text(framer.next().orElseThrow()));
        framer.expect(0);
        assertEquals("", text(framer.next().orElseThrow()));
        assertEquals(Optional.empty(), framer.next());
    }

    @Test
    void givesRawBytesBetweenLines() {
        LineFramer framer = new LineFramer(MAX);
        framer.feed(octets("a\r\n12345b\r\nc"));
        assertEquals("a", text(framer.next().orElseThrow()));
        assertArrayEquals(octets("12"), framer.take(2));
        assertArrayEquals(octets("345"), framer.take(3));
        assertEquals("b", text(framer.next().orElseThrow()));
        assertEquals(Optional.empty(), framer.next());
        assertEquals(1, framer.available());
        assertArrayEquals(octets("c"), framer.remainder());
        assertEquals(0, framer.available());
        framer.feed(octets("d\r\n"));
        assertEquals("d", text(framer.next().orElseThrow()));
    }

    @Test
    void framesDoNotDependOnChunks() {
        Seeded.check(
                3000,
                dice -> {
                    byte[] stream = octets(stream(dice));
                    LineFramer framer = new LineFramer(MAX);
                    List<String> frames = new ArrayList<>();
                    for (byte[] chunk : dice.chunks(stream)) {
                        framer.feed(chunk);
                        drain(framer, frames);
                    }
                    assertEquals(frames(new String(stream, StandardCharsets.ISO_8859_1)), frames);
                });
    }

    @Test
    void holdsNoMoreThanTheLimitAndWhatWasFed() {
        Seeded.check(
                200,
                dice -> {
                    LineFramer framer = new LineFramer(MAX);
                    for (int i = 0; i < 200; i++) {
                        byte[] chunk = dice.octets("x\r", 40);
                        framer.feed(chunk);
                        drain(framer, new ArrayList<>());
                        assertTrue(
                                framer.available() <= MAX + 1, () -> framer.available() + " held");
                    }
                    framer.feed(octets("\r\nok\r\n"));
                    List<String> frames = new ArrayList<>();
                    drain(framer, frames);
                    assertEquals("ok", frames.getLast());
                });
    }

    private static String stream(Dice dice) {
        return dice.words(
                List.of("a", "bcd", "\r\n", "\r\n", "\n", "\r", "\0", "0123456789abcdef"), 20);
    }

    private static List<String> frames(String stream) {
        LineFramer framer = new LineFramer(MAX);
        framer.feed(octets(stream));
        List<String> frames = new ArrayList<>();
        drain(framer, frames);
        return frames;
    }

    private static void drain(LineFramer framer, List<String> frames) {
        for (Optional<Frame> next = framer.next(); next.isPresent(); next = framer.next()) {
            frames.add(text(next.get()));
        }
    }

    private static String text(Frame frame) {
        return switch (frame) {
            case Frame.Line line -> line.text();
            case Frame.Literal(byte[] octets) -> new String(octets, StandardCharsets.ISO_8859_1);
            case Frame.Malformed(Frame.Reason reason) -> reason.name();
        };
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
