package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;
import org.tohost.common.wire.LiteralMark;

class ImapCursorPropertyTest {
    private static final List<Consumer<ImapCursor>> METHODS =
            List.of(
                    ImapCursor::tag,
                    ImapCursor::sp,
                    ImapCursor::keyword,
                    ImapCursor::astring,
                    ImapCursor::string,
                    ImapCursor::nstring,
                    ImapCursor::literal,
                    ImapCursor::number,
                    ImapCursor::number64,
                    ImapCursor::nzNumber,
                    ImapCursor::sequenceSet,
                    ImapCursor::flag,
                    ImapCursor::flagList,
                    ImapCursor::date,
                    ImapCursor::dateTime,
                    c -> c.mailbox(MailboxEncoding.MODIFIED_UTF7),
                    c -> c.listMailbox(MailboxEncoding.UTF8),
                    c -> c.expect('('),
                    ImapCursor::peek,
                    ImapCursor::atLiteral,
                    ImapCursor::rest,
                    ImapCursor::end);

    private static final List<String> PIECES =
            List.of(
                    "a",
                    "a1",
                    " ",
                    "(",
                    ")",
                    "\"",
                    "\\",
                    "{",
                    "}",
                    "{3}",
                    "{3+}",
                    "~{3}",
                    "*",
                    "%",
                    "1",
                    "0",
                    "4294967295",
                    ":",
                    ",",
                    "NIL",
                    "\"x\"",
                    "\\Seen",
                    "&",
                    "-",
                    "&APw-",
                    "1-Feb-1994",
                    "\" 1-Feb-1994 21:52:25 -0800\"",
                    "\0",
                    "\r",
                    "\n",
                    "\u00e4",
                    "{99999999999999999999}");

    @Test
    void throwsOnlySyntaxOnPiecesOfCommands() {
        Seeded.check(20_000, dice -> throwsOnlySyntax(dice, d -> octets(d.words(PIECES, 12))));
    }

    @Test
    void throwsOnlySyntaxOnRandomBytes() {
        Seeded.check(5000, dice -> throwsOnlySyntax(dice, d -> d.bytes(40)));
    }

    @Test
    void readsBackWhatIsWritten() {
        Seeded.check(
                2000,
                dice -> {
                    byte[] text = dice.octets("ab \"\\{}\r\n\u00e4", 20);
                    byte[] written = ImapString.string(text);
                    byte[] read = written[0] == '{' ? text : ImapCursor.of(written).stringOctets();
                    assertArrayEquals(text, read);
                });
    }

    @Test
    void findsMarksOnlyAtTheEnd() {
        Seeded.check(
                5000,
                dice -> {
                    byte[] line = octets(dice.words(PIECES, 6));
                    LiteralMark.of(line)
                            .ifPresent(mark -> {
                                assertEquals('}', line[line.length - 1]);
                                assertEquals(
                                        Optional.of(mark), LiteralMark.of(octets("x " + mark)));
                            });
                });
    }

    private static void throwsOnlySyntax(Dice dice, Function<Dice, byte[]> octets) {
        ImapCursor cursor =
                new ImapCursor(
                        List.of(
                                new CommandPart.Text(octets.apply(dice)),
                                new CommandPart.Literal(new BytesLiteral(dice.bytes(5))),
                                new CommandPart.Text(octets.apply(dice))));
        for (int i = 0; i < 20; i++) {
            try {
                dice.oneOf(METHODS).accept(cursor);
            } catch (Failure.Syntax e) {
                assertNotNull(e.getMessage());
            }
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
