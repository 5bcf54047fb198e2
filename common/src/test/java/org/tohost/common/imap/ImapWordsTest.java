package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

class ImapWordsTest {
    @Test
    void findsMarks() {
        assertEquals(Optional.of(new LiteralMark(12, false, false)), mark("a APPEND x {12}"));
        assertEquals(Optional.of(new LiteralMark(0, true, false)), mark("{0+}"));
        assertEquals(Optional.of(new LiteralMark(12, true, true)), mark("a ~{12+}"));
        assertEquals(
                Optional.of(new LiteralMark(Long.MAX_VALUE, false, false)),
                mark("{99999999999999999999}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "}", "{}", "{+}", "{a}", "{1-}", "{1", "{1} ", "{-1}", "{1 }", "1}"})
    void otherLinesHaveNone(String line) {
        assertEquals(Optional.empty(), mark(line));
    }

    @Test
    void writesStrings() {
        assertEquals("\"a \\\"b\\\\\"", written("a \"b\\"));
        assertEquals("\"\"", written(""));
        assertEquals("{3}\r\na\r\n", written("a\r\n"));
        assertEquals("{2}\r\nü", written("ü"));
        assertEquals("NIL", text(ImapString.nstring(Optional.empty())));
        assertEquals("\"ü\\\"\"", ImapString.quoted("ü\""));
    }

    @Test
    void tellsFailures() {
        assertEquals(
                "BAD line too long", ImapFailures.response(new Failure.Syntax("line too long")));
        assertEquals(
                "NO [AUTHENTICATIONFAILED] Authentication failed",
                ImapFailures.response(
                        new Failure.Refused(Refusal.AUTHENTICATION, "no such user: fred")));
        assertEquals(
                "NO [UNAVAILABLE] Temporarily unavailable, try later",
                ImapFailures.response(new Failure.Unavailable("ldap1 is down")));
    }

    @ParameterizedTest
    @EnumSource
    void neverTellsTheDetail(Refusal refusal) {
        String response = ImapFailures.response(new Failure.Refused(refusal, "detail"));
        assertEquals(-1, response.indexOf("detail"));
        assertEquals(true, response.matches("NO \\[[A-Z]+\\] [A-Za-z ]+"));
    }

    private static Optional<LiteralMark> mark(String line) {
        return LiteralMark.of(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(String text) {
        return text(ImapString.string(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
