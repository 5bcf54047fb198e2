package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.domain.Service;

/// Mail for somebody who may not have more.
class FullMailboxTest {
    private static final String ALICE = "alice@example.net";
    private static final String BOB = "bob@example.net";
    private static final String CAROL = "carol@example.com";
    private static final String MAIL = "Subject: hello\r\n\r\n" + "x".repeat(500) + "\r\n";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();

    @BeforeEach
    void users() {
        cluster.users().with(ALICE, "be1").with(BOB, "be2");
        cluster.lmtpPort("be2");
    }

    private TestNode start(String name, QuotaSettings.Reject reject) throws IOException {
        TestNode.Options usual = TestNode.Options.usual();
        return new TestNode(
                cluster,
                name,
                folder.resolve(name),
                new TestNode.Options(
                        usual.clock(),
                        usual.queue(),
                        usual.intake(),
                        new QuotaSettings(Optional.empty(), 0, reject)));
    }

    private TestNode start(String name) throws IOException {
        return start(name, QuotaSettings.Reject.TEMPORARY);
    }

    private static boolean wasTriedAgain(Collection<QueueEntry> entries) {
        return entries.stream()
                .anyMatch(e ->
                        e.recipients().stream()
                                .anyMatch(
                                        r -> r.attempts() > 1 && r.lastReply().contains("4.2.2")));
    }

    @Test
    void isRefusedOnceItsSizeIsKnown() throws Exception {
        cluster.users().withQuota(ALICE, 400);
        try (TestNode node = start("be1")) {
            int port = node.smtp(Service.SMTP, false);
            try (MailClient client = new MailClient(port)) {
                client.reply();
                client.command("EHLO client.example.com");
                client.command("MAIL FROM:<" + CAROL + "> SIZE=500");
                assertEquals(
                        "452 4.2.2 Mailbox is full", client.command("RCPT TO:<" + ALICE + ">"));
                client.command("RSET");
                client.command("MAIL FROM:<" + CAROL + "> SIZE=20");
                assertEquals("250 2.1.5 Recipient OK", client.command("RCPT TO:<" + ALICE + ">"));
            }
            assertEquals(
                    "452 4.2.2 Mailbox is full",
                    MailClient.send(port, CAROL, List.of(ALICE), MAIL));
            assertEquals(0, node.store().queue().size());
        }
    }

    @Test
    void isRefusedForGoodWhereThatIsWantedAndSomebodyHearsOfIt() throws Exception {
        cluster.users().withQuota(ALICE, 400);
        try (TestNode node = start("be1", QuotaSettings.Reject.PERMANENT)) {
            int port = node.smtp(Service.SMTP, false);
            assertEquals(
                    "552 5.2.2 Mailbox is full",
                    MailClient.send(port, CAROL, List.of(ALICE), MAIL));
            assertEquals(
                    "452 4.2.2 Mailbox is full", MailClient.send(port, "", List.of(ALICE), MAIL));
        }
    }

    @Test
    void waitsIfOthersGetItAndComesOnceThereIsRoom() throws Exception {
        cluster.users().with(BOB, "be1").withQuota(BOB, 400);
        try (TestNode node = start("be1")) {
            String reply =
                    MailClient.send(
                            node.smtp(Service.SMTP, false), CAROL, List.of(ALICE, BOB), MAIL);
            assertTrue(reply.startsWith("250 2.0.0 "), reply);
            assertEquals(1, node.inbox(ALICE).size());
            node.awaitQueue(FullMailboxTest::wasTriedAgain);
            assertEquals(0, node.inbox(BOB).size());
            cluster.users().withQuota(BOB, 0);
            node.awaitInbox(BOB, 1);
            node.awaitQueue(Collection::isEmpty);
        }
    }

    @Test
    void waitsAtTheNodeThatHandsItOver() throws Exception {
        cluster.users().withQuota(BOB, 400);
        try (TestNode be1 = start("be1");
                TestNode be2 = start("be2")) {
            be2.openLmtp();
            String reply =
                    MailClient.send(
                            be1.smtp(Service.SMTP, false), CAROL, List.of(ALICE, BOB), MAIL);
            assertTrue(reply.startsWith("250 2.0.0 "), reply);
            be1.awaitQueue(FullMailboxTest::wasTriedAgain);
            assertEquals(0, be2.store().queue().size());
            cluster.users().withQuota(BOB, 10_000);
            be2.awaitInbox(BOB, 1);
            be1.awaitQueue(Collection::isEmpty);
        }
    }

    @Test
    void aNotificationOfUndeliveredMailWaitsToo() throws Exception {
        cluster.users().withQuota(ALICE, 400).closed(BOB);
        cluster.users().with("dora@example.net", "be1");
        try (TestNode node = start("be1", QuotaSettings.Reject.PERMANENT)) {
            cluster.users().with(BOB, "be2");
            String reply =
                    MailClient.send(node.smtp(Service.SMTP, false), ALICE, List.of(BOB), MAIL);
            assertTrue(reply.startsWith("250 2.0.0 "), reply);
            cluster.users().closed(BOB);
            node.awaitQueue(FullMailboxTest::wasTriedAgain);
            cluster.users().withQuota(ALICE, 100_000);
            node.awaitInbox(ALICE, 1);
            assertTrue(node.inbox(ALICE).getFirst().contains("multipart/report"));
            node.awaitQueue(Collection::isEmpty);
        }
    }
}
