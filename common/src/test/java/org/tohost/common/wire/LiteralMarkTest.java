package org.tohost.common.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralMarkTest {
    @ParameterizedTest
    @CsvSource({
        "a APPEND x {12}, 12, false, false",
        "{0+}, 0, true, false",
        "a ~{12+}, 12, true, true",
        "NOOP {0}, 0, false, false",
        "{99999999999999999999}, 9223372036854775807, false, false",
        "x {99999999999999999999+}, 9223372036854775807, true, false"
    })
    void findsMarks(String line, long size, boolean nonSync, boolean literal8) {
        assertEquals(Optional.of(new LiteralMark(size, nonSync, literal8)), mark(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "}", "{}", "{+}", "{a}", "{1-}", "{1", "{1} ", "{-1}", "{1 }", "{1 +}", "{1}x",
                "1}"
            })
    void otherLinesHaveNone(String line) {
        assertEquals(Optional.empty(), mark(line));
    }

    private static Optional<LiteralMark> mark(String line) {
        return LiteralMark.of(line.getBytes(StandardCharsets.UTF_8));
    }
}
