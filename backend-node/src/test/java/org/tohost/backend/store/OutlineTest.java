package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.append;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.mime.Outline;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Outlines as octets, and where they come from.
class OutlineTest {
    private static final List<String> LINES =
            List.of(
                    "From: \"A, B\" <a@b>, g: <@x:c@d>;",
                    "Reply-To: \u00fc <\u00fc@x>",
                    "Subject: =?utf-8?q?x?= \u20ac",
                    "Message-ID: <1@x>",
                    "Content-Type: multipart/mixed; boundary=b",
                    "Content-Type: message/rfc822",
                    "Content-Type: text/html; charset=utf-8; x",
                    "Content-Disposition: attachment; filename=\"\u00e4\"",
                    "Content-Language: de, en",
                    "Content-ID: <1>",
                    "--b",
                    "--b--",
                    "text <p> of \u00fc&amp;",
                    "",
                    "");

    @TempDir Path folder;

    private static Outline outline(byte[] message) {
        try {
            return Outline.of(
                    (offset, length) ->
                            new ByteArrayInputStream(message, (int) offset, (int) length),
                    message.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] message(Dice dice) {
        StringBuilder text = new StringBuilder();
        for (int i = dice.upTo(40); i > 0; i--) {
            text.append(dice.oneOf(LINES)).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsRead() {
        Seeded.check(
                500,
                dice -> {
                    Outline outline = outline(message(dice));
                    byte[] octets = OutlineCodec.encode(outline);
                    assertEquals(outline, OutlineCodec.decode(octets));
                });
    }

    @Test
    void whateverElseItIsGivenIsRefused() {
        Seeded.check(
                500,
                dice -> {
                    byte[] octets = OutlineCodec.encode(outline(message(dice)));
                    for (int i = dice.upTo(3); i >= 0; i--) {
                        octets[dice.upTo(octets.length - 1)] = (byte) dice.upTo(255);
                    }
                    try {
                        assertTrue(OutlineCodec.decode(octets).envelopes().size() <= octets.length);
                    } catch (Failure.Syntax _) {
                        // as it should be
                    }
                });
        assertThrows(Failure.Syntax.class, () -> OutlineCodec.decode(new byte[0]));
    }

    @Test
    void theyAreKeptAndComputedAgainWhenTheIndexIsLost() throws IOException {
        String text = "Subject: Hello\r\nMessage-ID: <1@x>\r\n\r\nWorld\r\n";
        List<byte[]> kept = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            try (MailStore store = StoreFixture.open(folder)) {
                if (round == 0) {
                    append(store, ANNA, "INBOX", text);
                }
                UserStore anna = store.user(ANNA);
                List<Message> messages = anna.view().inbox().messages().stream().toList();
                Outline outline = anna.outlines(messages).of(messages.getFirst());
                assertEquals(outline(text.getBytes(StandardCharsets.US_ASCII)), outline);
                assertEquals("World", outline.preview());
                byte[] octets = OutlineCodec.encode(outline);
                kept.add(octets);
                assertArrayEquals(kept.getFirst(), octets);
            }
            if (round == 1) {
                try (Stream<Path> files = Files.walk(folder.resolve("index"))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    @Test
    void copiesAndHeaderLinesOfOneRecipientShareThem() {
        try (MailStore store = StoreFixture.open(folder)) {
            append(store, ANNA, "INBOX", "Subject: Hello\r\n\r\nWorld\r\n");
            UserStore anna = store.user(ANNA);
            anna.apply(new Intent.CreateMailbox("a"));
            anna.apply(new Intent.Copy(anna.view().inbox().id(), Uids.of(1), "a"));
            Message copy = anna.view().mailbox("a").orElseThrow().messages().get(0);
            MessageContent content = copy.content();
            Message delivered =
                    Message.arriving(
                            Flags.NONE,
                            StoreFixture.NOW,
                            new MessageContent(
                                    new BodyRef(content.body().id(), "Return-Path: <>\r\n"),
                                    content.size() + 17,
                                    "M",
                                    content.threadId()));
            Outlines outlines = anna.outlines(List.of(copy, delivered));
            assertEquals(outlines.of(copy), outlines.of(delivered));
        }
    }
}
