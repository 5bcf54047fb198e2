package org.tohost.deploy.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Lines of mail in files, names of files, lines of an mbox.
class MailLinesTest {
    private interface Writer {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static String written(Writer writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static void write(Dice dice, String text, OutputStream out) throws IOException {
        for (byte[] chunk : dice.chunks(text.getBytes(StandardCharsets.US_ASCII))) {
            out.write(chunk);
        }
    }

    private static String text(Dice dice) {
        String[] pieces = {"\r", "\n", "\r\n", "x", "From ", ">", "From"};
        StringBuilder text = new StringBuilder();
        for (int i = dice.upTo(12); i > 0; i--) {
            text.append(pieces[dice.upTo(pieces.length - 1)]);
        }
        return text.toString();
    }

    @Test
    void linesHaveTheEndsOfTheWireOrOfFiles() {
        Seeded.check(
                500,
                dice -> {
                    String text = text(dice);
                    assertEquals(
                            text.replaceAll("(?<!\r)\n", "\r\n"),
                            written(out -> {
                                LineEnds ends = LineEnds.toWire(out);
                                write(dice, text, ends);
                                ends.finish();
                            }));
                    assertEquals(
                            text.replace("\r\n", "\n"),
                            written(out -> {
                                LineEnds ends = LineEnds.toFile(out);
                                write(dice, text, ends);
                                ends.finish();
                            }));
                });
    }

    @Test
    void linesThatLookLikeFromLinesAreQuoted() {
        Seeded.check(
                500,
                dice -> {
                    String text = text(dice).replace("\r", "");
                    String whole = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
                    assertEquals(
                            whole.replaceAll("(?m)^(>*From )", ">$1"),
                            written(out -> {
                                FromQuoting quoting = new FromQuoting(out);
                                write(dice, text, quoting);
                                quoting.finish();
                            }));
                });
    }

    @Test
    void fromLinesHaveDatesOfManyKinds() {
        Instant date = Instant.parse("1998-01-03T01:05:34Z");
        for (String line :
                new String[] {
                    "From a@b Sat Jan  3 01:05:34 1998",
                    "From a@b Sat Jan 3 01:05:34 UTC 1998",
                    "From \"a b\"@c  Sat Jan  3 02:05:34 +0100 1998",
                    "From a@b Sat Jan  3 02:05:34 1998 +0100",
                    FromLine.of(date)
                }) {
            assertEquals(Optional.of(date), FromLine.date(line), line);
        }
        for (String line : new String[] {"From here", "From x Sat Jan 33 01:05:34 1998", "From "}) {
            assertEquals(Optional.empty(), FromLine.date(line), line);
        }
        assertEquals("From MAILER-DAEMON Sat Jan  3 01:05:34 1998", FromLine.of(date));
    }

    @Test
    void namesOfFilesComeBackAsNamesOfMailboxes() {
        for (String name : new String[] {"a", ".a", "..", "50%", "a:b", "c\\d", "%2E", "\u00fc+"}) {
            String file = FileNames.path(name);
            assertEquals(false, file.startsWith(".") || file.contains("/"), file);
            assertEquals(name, FileNames.decoded(file));
            assertEquals(
                    List.of(name), MailboxNames.maildirLevels(MailboxNames.maildirFolder(name)));
        }
        assertEquals("a/b", FileNames.path("a/b"));
        String longest = FileNames.path("\u00fc".repeat(250));
        assertEquals(true, longest.getBytes(StandardCharsets.UTF_8).length <= 240);
        assertEquals("5%", FileNames.decoded("5%"));
    }

    @Test
    void uidlFormatsAreThoseOfDovecot() {
        assertEquals("0000000A0000000B", new UidlFormat("%08Xu%08Xv").name(10, 11, "f"));
        assertEquals("10-11", new UidlFormat("%u-%v").name(10, 11, "f"));
        assertEquals("f%a", new UidlFormat("%f%%%xu").name(10, 11, "f"));
        assertEquals("", new UidlFormat("%f").name(10, 11, "with space"));
        assertThrows(Failure.Syntax.class, () -> new UidlFormat("%g"));
    }
}
