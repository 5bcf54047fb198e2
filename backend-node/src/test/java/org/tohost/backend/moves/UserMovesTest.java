package org.tohost.backend.moves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.UserStore;
import org.tohost.backend.store.Watch;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.backend.testing.TicketGate;
import org.tohost.common.authent.UserChange;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.Seeded;

/// What becomes of sessions when their user is moved, or the account closed.
class UserMovesTest {
    private static final UserId ALICE = new UserId("alice@example.net");
    private static final UserId BOB = new UserId("bob@example.net");
    private static final String MOVED = "* BYE [UNAVAILABLE] Connect again, your mailbox has moved";

    @TempDir private Path folder;
    private final TestCluster cluster = TestCluster.clear();
    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        cluster.users().with(ALICE.name(), "be1").with("bob@example.net", "be1");
        node = new TestNode(cluster, "be1", folder, TestNode.Options.usual());
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    private void change(UserId user) {
        cluster.users().tell(new UserChange.One(user));
    }

    private void moveAlice() {
        cluster.users().with(ALICE.name(), "be2");
        change(ALICE);
    }

    private void closeAlice() {
        cluster.users().closed(ALICE.name());
        change(ALICE);
    }

    private static MailClient imap(int port, String user) throws IOException {
        MailClient client = new MailClient(port);
        client.line();
        String answer = client.command("a LOGIN " + user + " secret");
        assertTrue(answer.startsWith("a OK "), answer);
        return client;
    }

    private static String plain(UserId user) {
        byte[] message = ("\0" + user + "\0secret").getBytes(StandardCharsets.UTF_8);
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(message);
    }

    private MailClient submission() throws IOException {
        MailClient client = new MailClient(node.smtp(Service.SUBMISSION, false));
        client.reply();
        client.command("EHLO client.example.com");
        assertEquals("235 2.7.0 Authentication succeeded", client.command(plain(ALICE)));
        return client;
    }

    /// Waits until somebody was told the next answers of the user database.
    private Semaphore answers() {
        Semaphore given = new Semaphore(0);
        cluster.users().answering(given::release);
        return given;
    }

    private static void await(Semaphore answers) throws InterruptedException {
        assertTrue(answers.tryAcquire(20, TimeUnit.SECONDS));
    }

    @Test
    void imapSessionsSayByeAndTheNextLoginIsSentElsewhere() throws Exception {
        int port = node.imap(false);
        try (MailClient silent = imap(port, ALICE.name());
                MailClient idle = imap(port, ALICE.name());
                MailClient other = imap(port, "bob@example.net")) {
            assertEquals("+ idling", idle.command("b IDLE"));
            assertEquals(2, node.sessions().count(ALICE));
            moveAlice();
            assertEquals(MOVED, silent.line());
            assertEquals("", silent.line());
            assertEquals(MOVED, idle.line());
            assertEquals("b OK NOOP completed", other.command("b NOOP"));
            assertFalse(node.store().user(ALICE).view().owned());
            try (MailClient again = new MailClient(port)) {
                again.line();
                String answer = again.command("a LOGIN alice@example.net secret");
                assertTrue(answer.startsWith("a NO [UNAVAILABLE] "), answer);
            }
        }
    }

    @Test
    void pop3SessionsAreClosed() throws Exception {
        int nodes = node.pop3(true);
        TicketGate.Login login =
                new TicketGate.Login(node.self(), nodes, Service.POP3, Optional.of(ALICE));
        try (TicketGate gate = new TicketGate(cluster, login);
                MailClient client = new MailClient(gate.port())) {
            assertTrue(client.command("STAT").startsWith("+OK 0 "));
            moveAlice();
            assertEquals("", client.line());
        }
        try (MailClient again = new MailClient(node.pop3(false))) {
            again.line();
            again.command("USER alice@example.net");
            assertTrue(again.command("PASS secret").startsWith("-ERR [SYS/TEMP] "));
        }
    }

    @Test
    void submissionNeedsNoOwnerButAnAccount() throws Exception {
        try (MailClient imap = imap(node.imap(false), ALICE.name());
                MailClient client = submission()) {
            moveAlice();
            assertEquals(MOVED, imap.line());
            assertEquals("250 2.0.0 OK", client.command("NOOP"));
            client.command("MAIL FROM:<alice@example.net>");
            client.command("RCPT TO:<bob@example.net>");
            client.command("DATA");
            closeAlice();
            client.send("Subject: the last one\r\n\r\n");
            assertTrue(client.command(".").startsWith("250 2.0.0 "));
            assertEquals("421 4.7.0 Account is not available", client.reply());
            assertEquals("", client.line());
        }
    }

    @Test
    void aClosedAccountEndsEverySessionAndOpensNone() throws Exception {
        TicketGate.Login login =
                new TicketGate.Login(
                        node.self(),
                        node.smtp(Service.SUBMISSION, true),
                        Service.SUBMISSION,
                        Optional.of(ALICE));
        try (MailClient imap = imap(node.imap(false), ALICE.name());
                TicketGate gate = new TicketGate(cluster, login);
                MailClient proxied = new MailClient(gate.port())) {
            assertEquals("250 2.0.0 OK", proxied.command("NOOP"));
            cluster.users().remove(ALICE.name());
            change(ALICE);
            assertEquals("* BYE [AUTHORIZATIONFAILED] Account is not available", imap.line());
            assertEquals("421 4.7.0 Account is not available", proxied.reply());
        }
        try (MailClient again = new MailClient(node.smtp(Service.SUBMISSION, false))) {
            cluster.users().closed(ALICE.name());
            again.reply();
            again.command("EHLO client.example.com");
            assertTrue(again.command(plain(ALICE)).startsWith("535 5.7.8 "));
        }
    }

    @Test
    void whoGetsTheMailOfAUserWhoIsGoneIsNotThatUser() throws Exception {
        int port = node.imap(false);
        try (MailClient bob = imap(port, BOB.name());
                MailClient alice = imap(port, ALICE.name())) {
            cluster.users().remove(BOB.name());
            cluster.users().alias("*@example.net", ALICE.name());
            change(BOB);
            assertEquals("* BYE [AUTHORIZATIONFAILED] Account is not available", bob.line());
            assertFalse(node.store().user(BOB).view().owned());
            assertEquals("b OK NOOP completed", alice.command("b NOOP"));
        }
    }

    @Test
    void whatIsNoMoveChangesNothing() throws Exception {
        try (MailClient client = imap(node.imap(false), ALICE.name())) {
            Semaphore answers = answers();
            change(ALICE);
            await(answers);
            cluster.users().with(ALICE.name(), "not a host");
            change(ALICE);
            await(answers);
            cluster.users().silent(true);
            change(ALICE);
            await(answers);
            assertEquals("b OK NOOP completed", client.command("b NOOP"));
            assertTrue(node.store().user(ALICE).view().owned());
        }
    }

    @Test
    void afterALapseAllWhoAreHereAreLookedUp() throws Exception {
        int port = node.imap(false);
        try (MailClient alice = imap(port, ALICE.name());
                MailClient bob = imap(port, "bob@example.net")) {
            cluster.users().with(ALICE.name(), "be2");
            cluster.users().tell(new UserChange.Any());
            assertEquals(MOVED, alice.line());
            assertEquals("b OK NOOP completed", bob.command("b NOOP"));
        }
    }

    @Test
    void whoHasNothingHereIsNotLookedUp() throws Exception {
        Semaphore answers = answers();
        change(ALICE);
        cluster.users().tell(new UserChange.Any());
        try (MailClient bob = imap(node.imap(false), "bob@example.net")) {
            assertEquals("b OK NOOP completed", bob.command("b NOOP"));
        }
        assertEquals(1, answers.availablePermits(), "bob's");
    }

    @Test
    void aLoginThatWasUnderWayDoesNotSurvive() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        imap(node.imap(false), ALICE.name()).close(); // so that the mark shows that she moved
        AtomicBoolean first = new AtomicBoolean(true);
        cluster.users()
                .answering(() -> {
                    if (first.getAndSet(false)) {
                        asked.countDown();
                        await(held);
                    }
                });
        try (MailClient client = new MailClient(node.imap(false))) {
            client.line();
            client.send("a LOGIN alice@example.net secret\r\n");
            await(asked); // and was told that she is here
            moveAlice();
            awaitMark(false);
            held.countDown();
            assertTrue(client.line().startsWith("a NO [UNAVAILABLE] "));
        }
    }

    private void awaitMark(boolean owned) throws InterruptedException {
        UserStore mail = node.store().user(ALICE);
        Semaphore changes = new Semaphore(0);
        try (Watch _ = mail.watch(changes::release)) {
            while (mail.view().owned() != owned) {
                await(changes);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noSessionSurvivesAMoveHoweverTheyMeet() throws Exception {
        int port = node.imap(false);
        Seeded.check(
                100,
                dice -> {
                    cluster.users().with(ALICE.name(), "be1");
                    int pause = dice.upTo(3_000_000);
                    Thread mover =
                            Thread.ofVirtual()
                                    .start(() -> {
                                        long until = System.nanoTime() + pause;
                                        while (System.nanoTime() < until) {
                                            Thread.onSpinWait();
                                        }
                                        moveAlice();
                                    });
                    try (MailClient client = new MailClient(port)) {
                        client.line();
                        String answer = client.command("a LOGIN alice@example.net secret");
                        if (answer.startsWith("a OK ")) {
                            assertEquals(MOVED, client.line());
                        } else {
                            assertTrue(answer.startsWith("a NO [UNAVAILABLE] "), answer);
                        }
                    }
                    mover.join();
                });
    }
}
