package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;

final class ImapIdTest {
    private static ImapId read(String text) {
        ImapCursor cursor = ImapCursor.of(text.getBytes(StandardCharsets.ISO_8859_1));
        ImapId id = ImapId.parse(cursor);
        cursor.end();
        return id;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NIL",
                "(\"name\" \"mutt\")",
                "(\"name\" \"m\\\"\\\\\" \"os\" NIL \"\" \"\")",
            })
    void readsAndWrites(String text) {
        assertEquals(text, read(text).toString());
    }

    @Test
    void anEmptyListIsNil() {
        assertEquals("NIL", read("()").toString());
        assertEquals("NIL", read("nil").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "(",
                "(\"name\")",
                "(\"name\" )",
                "(\"name\" x)",
                "(NIL \"x\")",
                "( \"name\" \"x\")",
                "(\"name\" \"x\" )",
                "(\"name\" \"x\"",
            })
    void refusesOtherForms(String text) {
        assertThrows(Failure.Syntax.class, () -> read(text));
    }

    @Test
    void keepsToTheBounds() {
        String field = "\"" + "n".repeat(30) + "\" \"" + "v".repeat(1024) + "\"";
        String thirty = "(" + (field + " ").repeat(29) + field;
        assertEquals(30, read(thirty + ")").fields().size());
        assertThrows(Failure.Syntax.class, () -> read(thirty + " " + field + ")"));
        assertThrows(Failure.Syntax.class, () -> read("(\"" + "n".repeat(31) + "\" NIL)"));
        assertThrows(Failure.Syntax.class, () -> read("(\"n\" \"" + "v".repeat(1025) + "\")"));
    }

    @Test
    void dropsExtensions() {
        assertEquals(
                "(\"name\" \"x-mail\" \"xmas\" \"1\")",
                read("(\"X-a\" \"1\" \"name\" \"x-mail\" \"x-\" NIL \"xmas\" \"1\")")
                        .withoutExtensions()
                        .toString());
    }
}
