package org.tohost.backend.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tohost.backend.store.Flags;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class EntryCodecTest {
    private static final Entry.Message MESSAGE =
            new Entry.Message(
                    3,
                    7,
                    Instant.parse("1969-12-31T23:59:58Z"),
                    Flags.parse(List.of("\\Seen", "a,b", "$c")),
                    2,
                    "maildir:1.x y",
                    "-");
    private static final List<Entry> ALL =
            List.of(
                    new Entry.Mailbox("Tr\u00e4ume/a b%-\n", 17, true),
                    new Entry.Mailbox("-", 0, false),
                    MESSAGE,
                    new Entry.Flagged(7, Flags.parse(List.of("\\Draft", "x"))),
                    new Entry.Flagged(8, Flags.NONE),
                    new Entry.UpTo(9),
                    new Entry.Subscription("x y"),
                    new Entry.End());

    @Test
    void everyEntryComesBack() {
        for (Entry entry : ALL) {
            String line = EntryCodec.line(entry);
            assertEquals(entry, EntryCodec.parse(line), line);
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
        }
    }

    @Test
    void whateverElseItIsGivenIsRefused() {
        for (String line : List.of("", "end ", "upto", "upto -1", "upto x", "mailbox a 1", "x")) {
            assertThrows(Failure.Syntax.class, () -> EntryCodec.parse(line), line);
        }
        Seeded.check(
                2000,
                dice -> {
                    StringBuilder line = new StringBuilder(EntryCodec.line(dice.oneOf(ALL)));
                    for (int i = dice.upTo(3); i > 0; i--) {
                        line.setCharAt(dice.upTo(line.length() - 1), (char) (32 + dice.upTo(95)));
                    }
                    try {
                        EntryCodec.line(EntryCodec.parse(line.toString()));
                    } catch (Failure _) {
                        // as it should be
                    }
                });
    }

    @Test
    void aStreamThatEndsBeforeItsEndIsNone() throws IOException {
        byte[] stream = (EntryCodec.line(MESSAGE) + "\nab").getBytes(StandardCharsets.US_ASCII);
        EntryReader reader = new EntryReader(new ByteArrayInputStream(stream));
        assertEquals(MESSAGE, reader.next());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(IOException.class, () -> reader.copy(MESSAGE, out));
        assertThrows(IOException.class, reader::next);
        byte[] endless = new byte[100_000];
        EntryReader other = new EntryReader(new ByteArrayInputStream(endless));
        assertThrows(Failure.Syntax.class, other::next);
    }
}
