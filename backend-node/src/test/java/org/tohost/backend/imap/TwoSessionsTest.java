package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.ByteSize;

/// What one session sees of what another does, and what a session must bear.
class TwoSessionsTest {
    private static final String FRED = "fred@example.net";

    @TempDir private Path folder;
    private ImapNode node;

    @BeforeEach
    void start() throws IOException {
        node = new ImapNode(folder, ImapNode.settings());
        node.users().with(FRED, "be1");
        Letters.ALL.forEach(letter -> node.deliver(FRED, "INBOX", letter));
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    @Test
    void expungesAreToldWhereNumbersCannotBeMistaken() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = ImapClient.selected(node, FRED)) {
            one.ok("STORE 2 +FLAGS.SILENT (\\Deleted)");
            one.ok("EXPUNGE");
            assertEquals(List.of("* 3 FETCH (UID 3)"), other.ok("FETCH 3 UID"));
            assertEquals(List.of("* SEARCH 1 3"), other.ok("SEARCH ALL"));
            assertEquals(
                    List.of("* 1 FETCH (FLAGS (\\Seen))"), other.ok("STORE 1 +FLAGS (\\Seen)"));
            String gone = "NO [EXPUNGEISSUED] Some of the messages are gone";
            assertEquals(gone, other.command("FETCH 2 FLAGS").getLast());
            assertEquals(List.of("* 2 EXPUNGE", gone), other.command("COPY 2 INBOX"));
            assertEquals(List.of("* 2 FETCH (UID 3)"), other.ok("FETCH 2 UID"));
        }
    }

    @Test
    void commandsByUidTellExpunges() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = ImapClient.selected(node, FRED)) {
            one.ok("STORE 2 +FLAGS.SILENT (\\Deleted)");
            one.ok("EXPUNGE");
            List<String> lines = other.ok("UID FETCH 1:3 UID");
            assertEquals(List.of("* 1 FETCH (UID 1)", "* 3 FETCH (UID 3)", "* 2 EXPUNGE"), lines);
        }
    }

    @Test
    void newMessagesAreToldAndAreRecentToOneSession() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = ImapClient.selected(node, FRED)) {
            node.deliver(FRED, "INBOX", Letters.LUNCH);
            assertEquals(List.of("* 4 EXISTS", "* 4 RECENT"), one.ok("NOOP"));
            assertEquals(List.of("* 4 EXISTS", "* 0 RECENT"), other.ok("NOOP"));
            assertEquals(List.of("* 4 FETCH (FLAGS (\\Recent))"), one.ok("FETCH 4 FLAGS"));
            assertEquals(List.of("* 4 FETCH (FLAGS ())"), other.ok("FETCH 4 FLAGS"));
            assertEquals(List.of(), other.ok("NOOP"));
        }
    }

    @Test
    void flagsOfOthersAreToldAndOwnOnesNotTwice() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = ImapClient.selected(node, FRED)) {
            one.ok("STORE 1 +FLAGS (\\Flagged)");
            assertEquals(List.of(), one.ok("NOOP"));
            assertEquals(List.of("* 1 FETCH (UID 1 FLAGS (\\Flagged))"), other.ok("NOOP"));
            other.ok("STORE 1 +FLAGS.SILENT (\\Seen)");
            assertEquals(List.of(), other.ok("NOOP"));
            assertEquals(
                    List.of("* 1 FETCH (UID 1 FLAGS (\\Seen \\Flagged \\Recent))"), one.ok("NOOP"));
            one.ok("FETCH 2 BODY[TEXT]<0.1>");
            assertEquals(List.of(), one.ok("NOOP"));
            assertEquals(List.of("* 2 FETCH (UID 2 FLAGS (\\Seen))"), other.ok("NOOP"));
        }
    }

    /// RFC 7162 3.2: whoever hears of a later change than an expunge that must wait is told so.
    @Test
    void resynchronisingClientsLoseNothing() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = new ImapClient(node.port())) {
            other.ok("LOGIN " + FRED + " secret");
            other.ok("ENABLE QRESYNC");
            other.ok("SELECT INBOX");
            one.ok("STORE 2 +FLAGS.SILENT (\\Deleted)");
            one.ok("EXPUNGE");
            one.ok("STORE 1 +FLAGS.SILENT (\\Flagged)");
            List<String> fetched = other.ok("FETCH 1 (FLAGS MODSEQ)");
            assertEquals("* 1 FETCH (FLAGS (\\Flagged) MODSEQ (7))", fetched.getFirst());
            assertTrue(fetched.get(1).startsWith("* OK [HIGHESTMODSEQ 4] "), fetched::toString);
            assertEquals(List.of("* VANISHED 2"), other.ok("NOOP"));
            other.send("i IDLE\r\n");
            assertEquals("+ idling", other.line());
            one.ok("STORE 1 +FLAGS.SILENT (\\Deleted)");
            assertEquals("* 1 FETCH (UID 1 FLAGS (\\Flagged \\Deleted) MODSEQ (8))", other.line());
            one.ok("EXPUNGE");
            assertEquals("* VANISHED 1", other.line());
            other.send("DONE\r\n");
            other.until("i");
        }
    }

    @Test
    void idleTellsWhatOthersDo() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = ImapClient.selected(node, FRED)) {
            one.send("i IDLE\r\n");
            assertEquals("+ idling", one.line());
            node.deliver(FRED, "INBOX", Letters.LUNCH);
            assertEquals("* 4 EXISTS", one.line());
            assertEquals("* 4 RECENT", one.line());
            other.ok("STORE 1 +FLAGS.SILENT (\\Deleted)");
            assertEquals("* 1 FETCH (UID 1 FLAGS (\\Deleted \\Recent))", one.line());
            other.ok("EXPUNGE");
            assertEquals("* 1 EXPUNGE", one.line());
            assertEquals("* 3 RECENT", one.line());
            one.send("DONE\r\n");
            assertEquals("i OK IDLE completed", one.line());
        }
    }

    @Test
    void aDeletedMailboxEndsTheSessionsThatHaveIt() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = ImapClient.selected(node, FRED)) {
            one.ok("CREATE box");
            other.ok("SELECT box");
            one.ok("DELETE box");
            assertTrue(other.command("FETCH 1 UID").getFirst().startsWith("* BYE "));
            assertEquals("", other.line());
        }
    }

    @Test
    void twentyMegabytesComeBackAsTheyWent() throws IOException {
        byte[] message = new byte[20 << 20];
        new Random(7).nextBytes(message);
        for (int i = 0; i < message.length; i++) {
            message[i] = message[i] == 0 ? (byte) 1 : message[i];
        }
        String octets = new String(message, StandardCharsets.ISO_8859_1);
        try (ImapClient client = ImapClient.selected(node, FRED)) {
            client.ok("APPEND INBOX {" + message.length + "+}\r\n" + octets);
            client.send("f FETCH 4 BODY.PEEK[]\r\n");
            assertEquals("* 4 FETCH (BODY[] {" + message.length + "}", client.line());
            assertArrayEquals(message, client.octets(message.length));
            assertEquals(")", client.line());
            client.until("f");
            int from = 12_345_678;
            client.send("p FETCH 4 BODY.PEEK[]<" + from + ".40000>\r\n");
            assertEquals("* 4 FETCH (BODY[]<" + from + "> {40000}", client.line());
            assertEquals(
                    octets.substring(from, from + 40_000),
                    new String(client.octets(40_000), StandardCharsets.ISO_8859_1));
        }
    }

    /// RFC 7162 3.1: what others changed is told with its MODSEQ, whoever asks first.
    @Test
    void flagsThatOthersChangedAreFetchedWithTheirModSeq() throws IOException {
        try (ImapClient one = ImapClient.selected(node, FRED);
                ImapClient other = ImapClient.selected(node, FRED)) {
            one.ok("ENABLE CONDSTORE");
            other.ok("STORE 1 +FLAGS.SILENT (\\Flagged)");
            List<String> told = one.ok("FETCH 1 FLAGS");
            assertEquals(1, told.size(), told::toString);
            assertTrue(told.getFirst().contains("\\Flagged"), told::toString);
            assertTrue(told.getFirst().contains("MODSEQ ("), told::toString);
            assertFalse(one.ok("FETCH 1 FLAGS").getFirst().contains("MODSEQ"));
        }
    }

    @Test
    void aMessageAboveTheLimitThatIsSentAllTheSameIsSkipped() throws IOException {
        int size = (32 << 20) + 1;
        try (ImapClient client = ImapClient.selected(node, FRED)) {
            List<String> answer =
                    client.command("APPEND INBOX {" + size + "+}\r\n" + "x".repeat(size));
            assertTrue(answer.getLast().startsWith("NO [TOOBIG]"), answer::toString);
            client.ok("NOOP");
        }
    }

    @Test
    void aLineWithoutEndIsDropped() throws IOException {
        try (ImapClient client = ImapClient.selected(node, FRED)) {
            client.send("x FETCH " + "1,".repeat(100_000) + "1 UID\r\n");
            assertEquals("* BAD line too long", client.line());
            String longest = "1,".repeat(30_000) + "1";
            assertEquals(List.of("* 1 FETCH (UID 1)"), client.ok("FETCH " + longest + " UID"));
        }
    }

    @Test
    void tenThousandLiteralsAreNoCommand() throws IOException {
        try (ImapClient client = ImapClient.selected(node, FRED)) {
            String literal = " {60000+}\r\n" + "x".repeat(60_000);
            List<String> answer = client.command("LIST" + literal.repeat(50));
            assertTrue(answer.getLast().startsWith("BAD "), answer::toString);
            client.ok("NOOP");
        }
    }

    @Test
    void silenceEndsTheSession() throws IOException {
        ImapSettings hasty =
                new ImapSettings(
                        new ByteSize(1 << 20), Duration.ofMillis(300), Duration.ofMillis(50));
        try (ImapNode quick = new ImapNode(folder.resolve("quick"), hasty)) {
            quick.users().with(FRED, "be1");
            try (ImapClient client = ImapClient.selected(quick, FRED)) {
                client.send("a APPEND INBOX {10}\r\n");
                assertEquals("+ Ready for literal data", client.line());
                assertEquals("* BYE Idle for too long", client.line());
                assertEquals("", client.line());
            }
            try (ImapClient client = ImapClient.selected(quick, FRED)) {
                client.send("a IDLE\r\n");
                assertEquals("+ idling", client.line());
                assertEquals("* OK Still here", client.line());
            }
        }
    }
}
