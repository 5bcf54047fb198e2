package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;

class ImapCursorTest {
    @Test
    void readsACommandFromLeftToRight() {
        ImapCursor cursor = cursor("a.1 login Fred \"pass \\\"word\\\\\"");
        assertEquals("a.1", cursor.tag());
        cursor.sp();
        assertEquals("LOGIN", cursor.keyword());
        cursor.sp();
        assertEquals("Fred", cursor.astring());
        cursor.sp();
        assertFalse(cursor.atEnd());
        assertEquals("pass \"word\\", cursor.astring());
        assertTrue(cursor.atEnd());
        assertEquals(-1, cursor.peek());
        cursor.end();
    }

    @Test
    void readsLiteralsBetweenTexts() {
        ImapCursor cursor = cursor("a LOGIN {4}", "fr\"d", " {3+}", "\r\nx", "");
        cursor.tag();
        cursor.sp();
        cursor.keyword();
        cursor.sp();
        assertTrue(cursor.atLiteral());
        assertEquals("fr\"d", cursor.astring());
        cursor.sp();
        assertArrayEquals(octets("\r\nx"), cursor.astringOctets());
        cursor.end();
    }

    @Test
    void givesLargeLiteralsOutUnread() {
        ImapCursor cursor = cursor("~{100000}", "x".repeat(100_000), ")");
        ImapCursor.Literal literal = cursor.literal();
        assertTrue(literal.literal8());
        assertEquals(100_000, literal.content().size());
        cursor.expect(')');
        cursor.end();
        fails("{100000}", ImapCursor::string, "x".repeat(100_000), "");
    }

    @Test
    void refusesDamagedLiterals() {
        fails("{3}", ImapCursor::literal);
        fails("{3}", ImapCursor::literal, "abc");
        fails("{3} ", ImapCursor::literal, "abc", "");
        fails("{3}x{3}", ImapCursor::literal, "abc", "");
        fails("{03}", ImapCursor::literal, "abc", "");
        fails("{3}", ImapCursor::string, "a\0c", "");
        fails("3}", ImapCursor::string, "abc", "");
        assertThrows(Failure.Syntax.class, () -> new ImapCursor(List.of()));
    }

    @Test
    void readsNil() {
        assertEquals(Optional.empty(), cursor("nil").nstring());
        assertEquals(Optional.of("NIL"), cursor("\"NIL\"").nstring());
        fails("NILS", ImapCursor::nstring);
    }

    @Test
    void readsNumbersWithinBounds() {
        assertEquals(0, cursor("0").number());
        assertEquals(4294967295L, cursor("4294967295").nzNumber());
        assertEquals(Long.MAX_VALUE, cursor("9223372036854775807").number64());
        fails("4294967296", ImapCursor::number);
        fails("0", ImapCursor::nzNumber);
        fails("9223372036854775808", ImapCursor::number64);
        fails("-1", ImapCursor::number);
        fails("9".repeat(5000), ImapCursor::number64);
    }

    @Test
    void readsFlags() {
        assertEquals(
                List.of("\\Seen", "$Forwarded", "x"), cursor("(\\Seen $Forwarded x)").flagList());
        assertEquals(List.of(), cursor("()").flagList());
        fails("(\\Seen  x)", ImapCursor::flagList);
        fails("(\\Seen", ImapCursor::flagList);
        fails("(\\*)", ImapCursor::flagList);
        fails("\\", ImapCursor::flag);
    }

    @Test
    void readsDates() {
        assertEquals(LocalDate.of(1994, 2, 1), cursor("1-Feb-1994").date());
        assertEquals(LocalDate.of(1994, 2, 1), cursor("\"01-feb-1994\"").date());
        assertEquals(
                OffsetDateTime.parse("1994-02-01T21:52:25-08:00"),
                cursor("\" 1-Feb-1994 21:52:25 -0800\"").dateTime());
        fails("31-Feb-1994", ImapCursor::date);
        fails("\"1-Feb-1994 21:52:25 -0800\"", ImapCursor::dateTime);
    }

    @Test
    void readsMailboxNames() {
        assertEquals("INBOX", cursor("inbox").mailbox(MailboxEncoding.MODIFIED_UTF7));
        assertEquals("Entwürfe", cursor("Entw&APw-rfe").mailbox(MailboxEncoding.MODIFIED_UTF7));
        assertEquals("Entwürfe", cursor("\"Entwürfe\"").mailbox(MailboxEncoding.UTF8));
        assertEquals("A&B", cursor("A&B").mailbox(MailboxEncoding.UTF8));
        assertEquals("a/%*]", cursor("a/%*]").listMailbox(MailboxEncoding.MODIFIED_UTF7));
        fails("a%", c -> finished(c, ImapCursor::astring));
        fails("\"a\u0001\"", c -> c.mailbox(MailboxEncoding.UTF8));
    }

    @Test
    void givesTheRest() {
        ImapCursor cursor = cursor("a ID (\"name\" NIL)");
        cursor.tag();
        assertArrayEquals(octets(" ID (\"name\" NIL)"), cursor.rest());
        cursor.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+", "a+", "(", "{", "\"", "*", "%", "\\", "\u00e4", "\u007f"})
    void refusesBadTags(String text) {
        fails(
                text + " x",
                c -> {
                    c.tag();
                    c.sp();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a", "\"\\", "\"\\a\"", "\"a\0\"", "\"a\r\"", "a", "{1"})
    void refusesBadStrings(String text) {
        fails(text, ImapCursor::string);
    }

    @Test
    void refusesStringsThatAreNotUtf8() {
        ImapCursor cursor = ImapCursor.of(new byte[] {'"', (byte) 0xc3, '"'});
        assertThrows(Failure.Syntax.class, cursor::string);
    }

    private static void finished(ImapCursor cursor, Consumer<ImapCursor> method) {
        method.accept(cursor);
        cursor.end();
    }

    private static void fails(String first, Consumer<ImapCursor> method, String... more) {
        ImapCursor cursor = cursor(first, more);
        assertThrows(Failure.Syntax.class, () -> method.accept(cursor));
    }

    private static ImapCursor cursor(String first, String... more) {
        return ImapCommands.cursor(first, more);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
