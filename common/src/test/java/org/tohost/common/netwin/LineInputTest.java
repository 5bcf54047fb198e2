package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class LineInputTest {
    @Test
    void linesAreTheSameHoweverTheyCome() {
        Seeded.check(300, LineInputTest::sameLines);
    }

    private static void sameLines(Dice dice) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = dice.upTo(9); i > 0; i--) {
            byte[] line = dice.octets("abc ", dice.oneIn(5) ? 8192 : 20);
            lines.add(line);
            stream.writeBytes(line);
            stream.writeBytes(dice.oneIn(2) ? new byte[] {'\n'} : new byte[] {'\r', '\n'});
        }
        stream.writeBytes(dice.octets("abc", 20));
        List<InputStream> chunks = new ArrayList<>();
        dice.chunks(stream.toByteArray()).forEach(c -> chunks.add(new ByteArrayInputStream(c)));
        LineInput input = new LineInput(new SequenceInputStream(Collections.enumeration(chunks)));
        for (byte[] line : lines) {
            assertArrayEquals(line, input.next().orElseThrow());
        }
        assertEquals(Optional.empty(), input.next());
    }

    @Test
    void knowsWhetherThereIsMore() throws IOException {
        LineInput input =
                new LineInput(
                        new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.US_ASCII)));
        var _ = input.next();
        assertTrue(input.more());
        var _ = input.next();
        assertFalse(input.more());
    }

    @Test
    void aLineHasABound() {
        LineInput input = new LineInput(new ByteArrayInputStream(new byte[20_000]));
        assertThrows(Failure.Syntax.class, input::next);
    }
}
