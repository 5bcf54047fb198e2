package org.tohost.backend.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.FlagMode;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.SystemFlag;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserStore;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.HandClock;

class Pop3MailTest {
    private static final UserId ALICE = new UserId("alice@example.net");

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();
    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        cluster.users().with(ALICE.name(), "be1").with("bob@example.net", "be2");
        node = new TestNode(cluster, "be1", folder, TestNode.Options.usual());
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    private void append(String content) {
        try (SpoolWriter writer = node.store().spool().begin()) {
            byte[] octets = content.getBytes(StandardCharsets.ISO_8859_1);
            writer.write(octets, 0, octets.length);
            try (Spooled body = writer.finish()) {
                node.store()
                        .user(ALICE)
                        .apply(new Intent.Append("INBOX", body, Flags.NONE, Instant.EPOCH));
            }
        }
    }

    private static MailClient login(int port, String user) throws IOException {
        MailClient client = new MailClient(port);
        client.line();
        client.command("USER " + user);
        client.send("PASS secret\r\n");
        return client;
    }

    @Test
    void whatIsStoredWithBareLineEndsLeavesLineSafe() throws IOException {
        append("A: a\n\n.\nmore\rend");
        try (MailClient client = login(node.pop3(false), ALICE.name())) {
            assertEquals("+OK Maildrop has 1 messages", client.line());
            client.send("RETR 1\r\nNOOP\r\n");
            assertEquals("+OK 16 octets", client.line());
            for (String line : new String[] {"A: a", "", "..", "more", "end", ".", "+OK"}) {
                assertEquals(line, client.line());
            }
        }
    }

    @Test
    void aMessageThatCannotBeReadToItsEndEndsTheSession() throws IOException {
        append("A: 1\r\n\r\n" + "line\r\n".repeat(20_000));
        try (MailClient client = new MailClient(node.pop3(false))) {
            client.line();
            client.command("UTF8"); // so that nobody looks into it beforehand
            client.command("USER " + ALICE);
            client.send("PASS secret\r\n");
            assertEquals("+OK Maildrop has 1 messages", client.line());
            Path segment = folder.resolve("log").resolve("000000000001.seg");
            try (FileChannel damaged = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                damaged.truncate(60_000);
            }
            client.send("RETR 1\r\n");
            assertEquals("+OK 120008 octets", client.line());
            assertEquals("A: 1", client.line());
            assertEquals("", client.line());
            String line = client.line();
            while (line.equals("line")) {
                line = client.line();
            }
            assertTrue("line".startsWith(line), "nothing but content: " + line);
        }
    }

    @Test
    void aMaildropIsOpenInOneSessionAtATime() throws IOException {
        int port = node.pop3(false);
        try (MailClient first = login(port, ALICE.name())) {
            assertTrue(first.line().startsWith("+OK"));
            try (MailClient second = login(port, ALICE.name())) {
                assertTrue(second.line().startsWith("-ERR [IN-USE]"));
            }
            assertEquals("+OK Bye", first.command("QUIT"));
            try (MailClient third = login(port, ALICE.name())) {
                assertTrue(third.line().startsWith("+OK"));
            }
        }
    }

    @Test
    void whoseMaildropIsNotOpenedHasNoSession() throws IOException {
        UserId carol = new UserId("carol@example.net");
        cluster.users().with(carol.name(), "be1");
        int port = node.pop3(false);
        try (MailClient first = login(port, ALICE.name())) {
            assertTrue(first.line().startsWith("+OK"));
            try (MailClient second = login(port, ALICE.name())) {
                assertTrue(second.line().startsWith("-ERR [IN-USE]"));
                assertEquals(1, node.sessions().count(ALICE));
                second.command("USER " + carol);
                assertTrue(second.command("PASS secret").startsWith("+OK"));
                assertEquals(1, node.sessions().count(ALICE));
                assertEquals(1, node.sessions().count(carol));
            }
        }
    }

    @Test
    void anotherNodesUserIsTurnedAwayForNow() throws IOException {
        try (MailClient client = login(node.pop3(false), "bob@example.net")) {
            assertTrue(client.line().startsWith("-ERR [SYS/TEMP]"));
        }
        cluster.users().silent(true);
        try (MailClient client = login(node.pop3(false), ALICE.name())) {
            assertTrue(client.line().startsWith("-ERR [SYS/TEMP]"));
        }
    }

    /// A message of which headers on two levels are not ASCII, and a body that may be so.
    private static final String INTERNATIONAL =
            """
            From: J\u00f8 <j@example.net>
            Subject: \u00fc
            X-Note: \u00fc
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; name="\u00fc.txt"; charset=utf-8

            Gr\u00fc\u00dfe
            --b--
            """;

    private static String retrieve(MailClient client, String command) throws IOException {
        client.send(command + "\r\n");
        assertTrue(client.line().startsWith("+OK"));
        StringBuilder content = new StringBuilder();
        for (String line = client.line(); !line.equals("."); line = client.line()) {
            content.append(line).append('\n');
        }
        byte[] octets = content.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Test
    void headersThatAreNotAsciiAreForClientsThatAskForThem() throws IOException {
        append(
                new String(
                        INTERNATIONAL.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1));
        int port = node.pop3(false);
        String surrogate =
                """
                From: =?utf-8?B?SsO4?= <j@example.net>
                Subject: =?utf-8?B?w7w=?=
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain;
                charset="utf-8"

                Gr\u00fc\u00dfe
                --b--
                """;
        try (MailClient client = login(port, ALICE.name())) {
            client.line();
            assertEquals(surrogate, retrieve(client, "RETR 1"));
            assertEquals(
                    surrogate.substring(0, surrogate.indexOf("--b")), retrieve(client, "TOP 1 0"));
            client.command("QUIT");
        }
        try (MailClient client = new MailClient(port)) {
            client.line();
            assertEquals("+OK UTF8 enabled", client.command("UTF8"));
            client.command("USER " + ALICE);
            client.command("PASS secret");
            assertEquals(INTERNATIONAL, retrieve(client, "RETR 1"));
        }
    }

    @Test
    void whoComesTooSoonHasToWait() throws IOException {
        node.close();
        HandClock clock = new HandClock();
        TestNode.Options usual = TestNode.Options.usual();
        node =
                new TestNode(
                        cluster,
                        "be1",
                        folder,
                        new TestNode.Options(clock, usual.queue(), usual.intake()));
        Duration delay = Duration.ofMinutes(5);
        Optional<Duration> expire = Optional.of(Duration.ofDays(30));
        Pop3Settings settings = new Pop3Settings(delay, true, 9, delay, expire);
        int port = node.pop3(false, settings, Optional.empty());
        try (MailClient client = login(port, ALICE.name())) {
            assertTrue(client.line().startsWith("+OK"));
            String capabilities = retrieve(client, "CAPA");
            assertTrue(capabilities.contains("EXPIRE 30\nLOGIN-DELAY 300\n"), capabilities);
            assertEquals("+OK Bye", client.command("QUIT"));
        }
        clock.move(Duration.ofSeconds(299));
        try (MailClient client = login(port, ALICE.name())) {
            assertTrue(client.line().startsWith("-ERR [LOGIN-DELAY] "));
            assertEquals(0, node.sessions().count(ALICE));
            clock.move(Duration.ofSeconds(1));
            client.command("USER " + ALICE);
            assertTrue(client.command("PASS secret").startsWith("+OK"));
        }
    }

    @Test
    void severalSessionsMayShareAMaildropWhereTheSettingSaysSo() throws IOException {
        append("A: 1\r\n\r\n");
        append("A: 2\r\n\r\n");
        Duration minute = Duration.ofMinutes(1);
        Pop3Settings shared = new Pop3Settings(minute, false, 9, Duration.ZERO, Optional.empty());
        int port = node.pop3(false, shared, Optional.empty());
        try (MailClient first = login(port, ALICE.name());
                MailClient second = login(port, ALICE.name())) {
            assertTrue(first.line().startsWith("+OK"));
            assertTrue(second.line().startsWith("+OK"));
            first.command("DELE 1");
            second.command("DELE 1");
            second.command("DELE 2");
            second.command("RSET");
            second.command("DELE 1");
            assertEquals("+OK Bye", first.command("QUIT"));
            assertEquals("+OK Bye", second.command("QUIT"));
        }
        assertEquals(List.of("A: 2\r\n\r\n"), node.inbox(ALICE.name()));
    }

    @Test
    void aMaildropStaysWhatItWasWhileItsMailIsDeletedElsewhere() throws IOException {
        append("A: 1\r\n\r\n");
        append("A: 2\r\n\r\n");
        UserStore alice = node.store().user(ALICE);
        try (MailClient client = login(node.pop3(false), ALICE.name())) {
            client.line();
            long inbox = alice.view().inbox().id();
            alice.apply(Intent.Expunge.these(inbox, Uids.of(1)));
            alice.apply(
                    new Intent.StoreFlags(
                            inbox, Uids.of(2), FlagMode.ADD, Flags.of(SystemFlag.DELETED)));
            assertEquals("+OK 2 16", client.command("STAT"));
            assertEquals("A: 1\n\n", retrieve(client, "RETR 1"));
            client.command("DELE 1");
            assertEquals("+OK Bye", client.command("QUIT"));
        }
        assertEquals(List.of("A: 2\r\n\r\n"), node.inbox(ALICE.name()));
    }

    @Test
    void whoIsSilentForTooLongDeletesNothing() throws IOException {
        append("A: 1\r\n\r\n");
        Duration soon = Duration.ofMillis(200);
        Pop3Settings hasty = new Pop3Settings(soon, true, 9, Duration.ZERO, Optional.empty());
        try (MailClient client = login(node.pop3(false, hasty, Optional.empty()), ALICE.name())) {
            client.line();
            client.send("DELE 1\r\n");
            assertTrue(client.line().startsWith("+OK"));
            assertEquals("", client.line());
        }
        assertEquals(List.of("A: 1\r\n\r\n"), node.inbox(ALICE.name()));
    }

    @Test
    void mailThatWasMovedMeanwhileIsNotDeleted() throws IOException {
        append("A: 1\r\n\r\n");
        try (MailClient client = login(node.pop3(false), ALICE.name())) {
            client.line();
            client.command("DELE 1");
            node.store().user(ALICE).apply(new Intent.RenameMailbox("INBOX", "old"));
            assertEquals("+OK Bye", client.command("QUIT"));
        }
        assertEquals(List.of(), node.inbox(ALICE.name()));
        assertEquals(
                1, node.store().user(ALICE).view().mailbox("old").orElseThrow().messages().size());
    }

    @Test
    void aSessionSeesTheMaildropAsItWasAtLogin() throws IOException {
        append("A: 1\r\n\r\n");
        try (MailClient client = login(node.pop3(false), ALICE.name())) {
            assertEquals("+OK Maildrop has 1 messages", client.line());
            append("A: 2\r\n\r\n");
            assertEquals("+OK 1 8", client.command("STAT"));
            assertEquals("+OK Marked as deleted", client.command("DELE 1"));
            assertEquals("+OK Bye", client.command("QUIT"));
        }
        assertEquals(List.of("A: 2\r\n\r\n"), node.inbox(ALICE.name()));
    }
}
