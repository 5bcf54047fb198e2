package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.Service;

/// Senders are told of mail that cannot be delivered, once, and only if there is a sender.
class BounceTest {
    private static final String ALICE = "alice@example.net";
    private static final String BOB = "bob@example.net";
    private static final String MAIL = "Subject: hello\r\nX-Mark: yes\r\n\r\nsecret body\r\n";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();

    @BeforeEach
    void users() {
        cluster.users().with(ALICE, "be1").with(BOB, "be2");
        cluster.lmtpPort("be2");
    }

    private TestNode start(Duration lifetime) throws IOException {
        QueueSettings queue =
                new QueueSettings(Duration.ofMillis(20), Duration.ofMillis(50), lifetime, 8, 2);
        IntakeSettings intake = new IntakeSettings(new ByteSize(64 * 1024), 5, 5, Optional.empty());
        TestNode.Options options = new TestNode.Options(Clock.systemUTC(), queue, intake);
        return new TestNode(cluster, "be1", folder.resolve("be1"), options);
    }

    private static void send(TestNode node, String from) throws IOException {
        int port = node.smtp(Service.SMTP, false);
        String reply = MailClient.send(port, from, List.of(BOB), MAIL);
        assertTrue(reply.startsWith("250 2.0.0 "), reply);
    }

    private static boolean isEmpty(Collection<QueueEntry> entries) {
        return entries.isEmpty();
    }

    private static boolean wasTried(Collection<QueueEntry> entries) {
        return entries.stream()
                .anyMatch(e -> e.recipients().stream().anyMatch(r -> r.attempts() > 0));
    }

    @Test
    void aUserWhoIsGoneIsReportedToTheSender() throws Exception {
        try (TestNode be1 = start(Duration.ofDays(5))) {
            send(be1, ALICE);
            be1.awaitQueue(BounceTest::wasTried);
            cluster.users().remove(BOB);
            be1.awaitInbox(ALICE, 1);
            be1.awaitQueue(BounceTest::isEmpty);
            String report = be1.inbox(ALICE).getFirst();
            assertTrue(report.startsWith("Return-Path: <>\r\nDelivered-To: " + ALICE), report);
            assertTrue(report.contains("\r\nAuto-Submitted: auto-replied\r\n"), report);
            assertTrue(report.contains("\r\nFinal-Recipient: rfc822; " + BOB + "\r\n"), report);
            assertTrue(report.contains("\r\nStatus: 5.1.1\r\n"), report);
            assertTrue(report.contains("\r\nX-Mark: yes\r\n\r\n--"), report);
            assertTrue(!report.contains("secret body"), report);
        }
    }

    @Test
    void timeThatIsOverIsReported() throws Exception {
        try (TestNode be1 = start(Duration.ZERO)) {
            send(be1, ALICE);
            be1.awaitInbox(ALICE, 1);
            be1.awaitQueue(BounceTest::isEmpty);
            assertTrue(be1.inbox(ALICE).getFirst().contains("\r\nStatus: 5.4.7\r\n"));
        }
    }

    @Test
    void aReportThatCannotBeDeliveredIsNeverReported() throws Exception {
        try (TestNode be1 = start(Duration.ZERO)) {
            send(be1, "");
            be1.awaitQueue(BounceTest::isEmpty);
            send(be1, "someone@elsewhere.example"); // the report itself has nowhere to go
            be1.awaitQueue(BounceTest::isEmpty);
            assertEquals(List.of(), be1.inbox(ALICE));
        }
    }
}
