package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

class ImapWordsTest {
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

    private static String written(String text) {
        return text(ImapString.string(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
