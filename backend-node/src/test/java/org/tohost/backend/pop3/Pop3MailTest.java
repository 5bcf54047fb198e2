package org.tohost.backend.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Intent;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.domain.UserId;

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
        try (MailClient client = login(node.pop3(false), ALICE.name())) {
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
