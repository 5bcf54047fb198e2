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
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.testing.CuttingRelay;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.backend.testing.TicketGate;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;

/// Mail for users of two back-ends: whoever said 250 sees to it that each gets it, once.
class HandOverTest {
    private static final String ALICE = "alice@example.net";
    private static final String BOB = "bob@example.net";
    private static final String MAIL =
            "Subject: hello\r\nMessage-ID: <m1@example.com>\r\n\r\n..dot\r\nbody \u00e9\r\n";
    private static final String CONTENT = MAIL.replace("..dot", ".dot");

    @TempDir Path folder;
    private TestCluster cluster = TestCluster.clear();

    @BeforeEach
    void users() {
        cluster.users().with(ALICE, "be1").with(BOB, "be2");
    }

    private TestNode start(String name) throws IOException {
        return new TestNode(cluster, name, folder.resolve(name), TestNode.Options.usual());
    }

    private static void accept(TestNode node) throws IOException {
        int port = node.smtp(Service.SMTP, false);
        String reply = MailClient.send(port, "carol@example.com", List.of(ALICE, BOB), MAIL);
        assertTrue(reply.startsWith("250 2.0.0 "), reply);
    }

    private static boolean isEmpty(Collection<QueueEntry> entries) {
        return entries.isEmpty();
    }

    private static boolean wasTried(Collection<QueueEntry> entries) {
        return entries.stream()
                .anyMatch(e -> e.recipients().stream().anyMatch(r -> r.attempts() > 1));
    }

    @Test
    void bothOwnersGetTheirCopyWithTheBytesThatWereSent() throws Exception {
        cluster.lmtpPort("be2");
        try (TestNode be1 = start("be1");
                TestNode be2 = start("be2")) {
            be2.openLmtp();
            accept(be1);
            be2.awaitInbox(BOB, 1);
            be1.awaitQueue(HandOverTest::isEmpty);
            String here = be1.inbox(ALICE).getFirst();
            assertTrue(
                    here.startsWith(
                            "Return-Path: <carol@example.com>\r\nDelivered-To: "
                                    + ALICE
                                    + "\r\n"
                                    + "Received: from client.example.com ([127.0.0.1])\r\n"
                                    + "\tby be1 with ESMTP id "),
                    here);
            String there = be2.inbox(BOB).getFirst();
            assertTrue(
                    there.startsWith(
                            "Return-Path: <carol@example.com>\r\nDelivered-To: "
                                    + BOB
                                    + "\r\n"
                                    + "Received: from be1 ([127.0.0.1])\r\n"
                                    + "\tby be2 with LMTPA id "),
                    there);
            assertEquals(CONTENT, behindTrace(here, 1));
            assertEquals(CONTENT, behindTrace(there, 2));
        }
    }

    /// What stands behind the header lines that delivery added.
    private static String behindTrace(String message, int received) {
        int lines = 2 + 3 * received + (received == 1 ? 0 : 1); // the hand-over has one recipient
        int at = 0;
        for (int i = 0; i < lines; i++) {
            at = message.indexOf("\r\n", at) + 2;
        }
        return message.substring(at);
    }

    /// A message for Alice, on her node, up to the final dot.
    private static MailClient sending(TestNode node) throws IOException {
        MailClient client = new MailClient(node.smtp(Service.SMTP, false));
        client.reply();
        client.command("EHLO client.example.com");
        client.command("MAIL FROM:<carol@example.com>");
        assertEquals("250 2.1.5 Recipient OK", client.command("RCPT TO:<" + ALICE + ">"));
        assertTrue(client.command("DATA").startsWith("354 "));
        client.send("Subject: x\r\n\r\n");
        return client;
    }

    private static void end(MailClient client) throws IOException {
        String reply = client.command(".");
        assertTrue(reply.startsWith("250 2.0.0 "), reply);
    }

    @Test
    void whoMovesWhileTheMessageIsSentHasItAtTheNewOwnerOnly() throws Exception {
        cluster.lmtpPort("be2");
        try (TestNode be1 = start("be1");
                TestNode be2 = start("be2");
                MailClient client = sending(be1)) {
            be2.openLmtp();
            cluster.users().with(ALICE, "be2");
            end(client);
            be2.awaitInbox(ALICE, 1);
            be1.awaitQueue(HandOverTest::isEmpty);
            assertEquals(0, be1.inbox(ALICE).size());
        }
    }

    @Test
    void inAnOutageWhoWasHereLastIsHereAndAnybodyElseWaits() throws Exception {
        try (TestNode be1 = start("be1")) {
            try (MailClient client = sending(be1)) {
                cluster.users().silent(true);
                end(client);
            }
            assertEquals(0, be1.inbox(ALICE).size());
            cluster.users().silent(false);
            be1.awaitInbox(ALICE, 1);
            be1.store().user(new UserId(ALICE)).apply(new Intent.MarkOwned(true));
            try (MailClient client = sending(be1)) {
                cluster.users().silent(true);
                end(client);
            }
            assertEquals(2, be1.inbox(ALICE).size());
        }
    }

    @Test
    void anOwnerThatIsDownCostsNobodyAnything() throws Exception {
        cluster.lmtpPort("be2");
        try (TestNode be1 = start("be1");
                TestNode be2 = start("be2")) {
            accept(be1);
            assertEquals(1, be1.inbox(ALICE).size());
            be1.awaitQueue(HandOverTest::wasTried);
            be2.openLmtp();
            be2.awaitInbox(BOB, 1);
            be1.awaitQueue(HandOverTest::isEmpty);
            assertEquals(1, be1.inbox(ALICE).size());
            assertEquals(1, be2.inbox(BOB).size());
        }
    }

    @Test
    void theQueueOutlivesARestart() throws Exception {
        cluster.lmtpPort("be2");
        try (TestNode be1 = start("be1")) {
            accept(be1);
            be1.awaitQueue(HandOverTest::wasTried);
        }
        try (TestNode be1 = start("be1");
                TestNode be2 = start("be2")) {
            be2.openLmtp();
            be2.awaitInbox(BOB, 1);
            be1.awaitQueue(HandOverTest::isEmpty);
            assertEquals(1, be1.inbox(ALICE).size());
            assertEquals(CONTENT, behindTrace(be2.inbox(BOB).getFirst(), 2));
        }
    }

    @Test
    void aLostReplyMakesNoSecondCopy() throws Exception {
        int port = cluster.lmtpPort("be2");
        try (CuttingRelay link = new CuttingRelay(port, "250 2.1.5 Delivered")) {
            cluster.detour("be2", link.port());
            try (TestNode be1 = start("be1");
                    TestNode be2 = start("be2")) {
                be2.openLmtp();
                accept(be1);
                be1.awaitQueue(HandOverTest::isEmpty);
                assertEquals(1, link.cuts());
                assertEquals(1, be2.inbox(BOB).size());
            }
        }
    }

    /// A message for Bob from a node that names the delivery Q1, up to the final dot.
    private MailClient handingOver(TestNode node) throws IOException {
        int port = cluster.lmtpPort(node.self().name());
        var login = new TicketGate.Login(node.self(), port, Service.LMTP, Optional.empty());
        try (TicketGate gate = new TicketGate(cluster, login)) {
            MailClient client = new MailClient(gate.port());
            assertTrue(client.command("MAIL FROM:<carol@example.com>").startsWith("250 "));
            String rcpt = "RCPT TO:<" + BOB + "> XDELIVERYID=Q1";
            assertTrue(client.command(rcpt).startsWith("250 "));
            assertTrue(client.command("DATA").startsWith("354 "));
            client.send("Subject: x\r\n\r\n");
            return client;
        }
    }

    @Test
    void whoeverHandsOverAgainToTheNewOwnerOfAUserWhoMovedMeanwhileMakesNoSecondCopy()
            throws Exception {
        cluster.lmtpPort("be2");
        cluster.lmtpPort("be3");
        try (TestNode be2 = start("be2");
                TestNode be3 = start("be3")) {
            be2.openLmtp();
            be3.openLmtp();
            try (MailClient client = handingOver(be2)) {
                cluster.users().with(BOB, "be3");
                assertTrue(client.command(".").startsWith("250 "));
            }
            be3.awaitInbox(BOB, 1);
            be2.awaitQueue(HandOverTest::isEmpty);
            try (MailClient client = handingOver(be3)) { // as if that answer had been lost
                assertTrue(client.command(".").startsWith("250 "));
            }
            assertEquals(1, be3.inbox(BOB).size());
            assertEquals(0, be2.inbox(BOB).size());
        }
    }

    @Test
    void mailFollowsAUserWhoMovesHere() throws Exception {
        cluster.lmtpPort("be2");
        try (TestNode be1 = start("be1")) {
            accept(be1);
            be1.awaitQueue(HandOverTest::wasTried);
            cluster.users().with(BOB, "be1");
            be1.awaitInbox(BOB, 1);
            be1.awaitQueue(HandOverTest::isEmpty);
            assertEquals(CONTENT, behindTrace(be1.inbox(BOB).getFirst(), 1));
        }
    }

    @Test
    void nodesTalkByTlsToTheNodeTheyMeanAndNoOther(@TempDir Path keys) throws Exception {
        cluster = TestCluster.secured(keys);
        users();
        cluster.lmtpPort("be2");
        int wrong = cluster.lmtpPort("be3");
        cluster.detour("be2", wrong);
        try (TestNode be1 = start("be1");
                TestNode be3 = start("be3")) {
            be3.openLmtp();
            accept(be1);
            be1.awaitQueue(HandOverTest::wasTried);
            assertEquals(List.of(), be3.inbox(BOB));
        }
        cluster.detour("be2", cluster.lmtpPort("be2"));
        try (TestNode be1 = start("be1");
                TestNode be2 = start("be2")) {
            be2.openLmtp();
            be2.awaitInbox(BOB, 1);
            assertTrue(be2.inbox(BOB).getFirst().contains("\tby be2 with LMTPSA id "));
            be1.awaitQueue(HandOverTest::isEmpty);
        }
    }
}
