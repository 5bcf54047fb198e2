package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.authent.UserChange;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;

/// Mail that waits goes on at once when its user is moved, however long the next try is off.
class MovedMailTest {
    private static final String BOB = "bob@example.net";
    private static final String ALIAS = "robert@example.net";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();

    @BeforeEach
    void users() {
        cluster.users().with(BOB, "be2").alias(ALIAS, BOB);
        cluster.lmtpPort("be2");
        cluster.lmtpPort("be3");
    }

    /// A node that tries again after an hour.
    private TestNode start(String name) throws IOException {
        QueueSettings patient =
                new QueueSettings(
                        Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(5), 8, 2);
        IntakeSettings intake = TestNode.Options.usual().intake();
        return new TestNode(
                cluster,
                name,
                folder.resolve(name),
                new TestNode.Options(Clock.systemUTC(), patient, intake));
    }

    private static void accept(TestNode node, String recipient) throws IOException {
        int port = node.smtp(Service.SMTP, false);
        String reply =
                MailClient.send(port, "carol@example.com", List.of(recipient), "Subject: x\r\n");
        assertTrue(reply.startsWith("250 2.0.0 "), reply);
    }

    private static boolean wasTried(Collection<QueueEntry> entries) {
        return entries.stream()
                .anyMatch(e -> e.recipients().stream().anyMatch(r -> r.attempts() > 0));
    }

    private void move(String to) {
        cluster.users().with(BOB, to);
        cluster.users().tell(new UserChange.One(new UserId(BOB)));
    }

    @Test
    void toTheNewOwner() throws Exception {
        try (TestNode be1 = start("be1");
                TestNode be3 = start("be3")) {
            be3.openLmtp();
            accept(be1, BOB);
            accept(be1, ALIAS);
            be1.awaitQueue(entries -> entries.size() == 2 && wasTried(entries));
            be1.awaitQueue(entries -> entries.stream().allMatch(e -> wasTried(List.of(e))));
            move("be3");
            be3.awaitInbox(BOB, 2);
            be1.awaitQueue(Collection::isEmpty);
        }
    }

    @Test
    void toThisNodeIfItIsThatAlsoAfterARestart() throws Exception {
        try (TestNode be1 = start("be1")) {
            accept(be1, BOB);
            be1.awaitQueue(MovedMailTest::wasTried);
        }
        try (TestNode be1 = start("be1")) {
            move("be1");
            be1.awaitInbox(BOB, 1);
            be1.awaitQueue(Collection::isEmpty);
        }
    }

    @Test
    void afterALapseTooAndToNobodyIfTheUserIsGone() throws Exception {
        try (TestNode be1 = start("be1")) {
            accept(be1, ALIAS);
            be1.awaitQueue(MovedMailTest::wasTried);
            cluster.users().with(BOB, "be1");
            cluster.users().tell(new UserChange.Any());
            be1.awaitInbox(BOB, 1);
            move("be2");
            accept(be1, BOB);
            be1.awaitQueue(MovedMailTest::wasTried);
            cluster.users().remove(BOB);
            cluster.users().tell(new UserChange.One(new UserId(BOB)));
            be1.awaitQueue(entries -> entries.stream().allMatch(e -> e.sender().isEmpty()));
            assertEquals(1, be1.inbox(BOB).size());
        }
    }
}
