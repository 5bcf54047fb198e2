package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.ScriptedMailServer;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.config.BackendTls;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.Eventually;
import org.tohost.common.testing.ForeignHost;

/// Mail that our node accepts for users whose mail lies on a server of another make.
final class ForeignHandOverTest {
    private static final String ALICE = "alice@example.net";
    private static final String BOB = "bob@example.net";
    private static final String CAROL = "carol@example.net";
    private static final String MAIL = "Subject: hello\r\n\r\n..dot\r\nbody\r\n";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();

    private void host(Service service, int port, BackendTls.Mode tls) {
        cluster.line(ForeignHost.line("dove", service, port, ForeignHost.tls(tls)));
        cluster.users().with(ALICE, "be1").with(BOB, "dove").with(CAROL, "dove");
    }

    private TestNode start() throws IOException {
        return new TestNode(cluster, "be1", folder.resolve("be1"), TestNode.Options.usual());
    }

    private static void accept(TestNode node, List<String> recipients) throws IOException {
        int port = node.smtp(Service.SMTP, false);
        String reply = MailClient.send(port, "dave@example.com", recipients, MAIL);
        assertTrue(reply.startsWith("250 2.0.0 "), reply);
    }

    private static boolean isEmpty(Collection<QueueEntry> entries) {
        return entries.isEmpty();
    }

    /// Says yes to everything, but for what `other` says.
    private static ScriptedMailServer.Script yes(UnaryOperator<String> other) {
        return command -> {
            String reply = other.apply(command);
            return reply.isEmpty()
                    ? command.equals("DATA") ? "354 go on\r\n" : "250 2.0.0 yes\r\n"
                    : reply;
        };
    }

    @Test
    void bySmtpTheOneReplyIsForAll() throws Exception {
        try (ScriptedMailServer dove =
                new ScriptedMailServer(yes(c -> c.startsWith("EHLO") ? "250 dove\r\n" : ""))) {
            host(Service.SMTP, dove.port(), BackendTls.Mode.NONE);
            try (TestNode be1 = start()) {
                accept(be1, List.of(ALICE, BOB, CAROL));
                be1.awaitInbox(ALICE, 1);
                be1.awaitQueue(ForeignHandOverTest::isEmpty);
            }
            assertEquals(
                    List.of(
                            "EHLO be1",
                            "MAIL FROM:<dave@example.com>",
                            "RCPT TO:<bob@example.net>",
                            "RCPT TO:<carol@example.net>",
                            "DATA",
                            "QUIT"),
                    dove.heard());
            assertTrue(dove.contents().getFirst().endsWith(MAIL));
        }
    }

    @Test
    void byLmtpEachHasItsReply() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        ScriptedMailServer.Script script =
                command ->
                        switch (command) {
                            case "LHLO be1" ->
                                    "250-dove\r\n250-PIPELINING\r\n250-SIZE 0\r\n250 8BITMIME\r\n";
                            case "DATA" -> "354 go on\r\n";
                            case "." ->
                                    ends.getAndIncrement() == 0
                                            ? "250 2.0.0 kept\r\n452 4.2.2 full\r\n"
                                            : "250 2.0.0 kept\r\n";
                            default -> "250 2.0.0 yes\r\n";
                        };
        try (ScriptedMailServer dove = new ScriptedMailServer(script)) {
            host(Service.LMTP, dove.port(), BackendTls.Mode.NONE);
            try (TestNode be1 = start()) {
                accept(be1, List.of(BOB, CAROL));
                be1.awaitQueue(ForeignHandOverTest::isEmpty);
            }
            assertEquals(2, dove.contents().size()); // the second is for Carol alone
            assertEquals(
                    List.of(
                            "RCPT TO:<bob@example.net>",
                            "RCPT TO:<carol@example.net>",
                            "RCPT TO:<carol@example.net>"),
                    dove.heard().stream().filter(line -> line.startsWith("RCPT")).toList());
            assertTrue(
                    dove.heard()
                            .get(1)
                            .matches("MAIL FROM:<dave@example.com> BODY=8BITMIME SIZE=[0-9]+"));
        }
    }

    @Test
    void whomTheHostRefusesGoesBackToTheSender() throws Exception {
        try (ScriptedMailServer dove =
                new ScriptedMailServer(
                        yes(c -> c.startsWith("RCPT") ? "550 5.1.1 who?\r\n" : ""))) {
            host(Service.SMTP, dove.port(), BackendTls.Mode.NONE);
            cluster.users().with("dave@example.net", "be1");
            try (TestNode be1 = start()) {
                String reply =
                        MailClient.send(
                                be1.smtp(Service.SMTP, false),
                                "dave@example.net",
                                List.of(BOB),
                                MAIL);
                assertTrue(reply.startsWith("250 "), reply);
                be1.awaitInbox("dave@example.net", 1);
                assertTrue(be1.inbox("dave@example.net").getFirst().contains("550 5.1.1 who?"));
            }
            assertFalse(dove.heard().contains("DATA"));
        }
    }

    @Test
    void withoutTlsWhereItIsWantedNothingIsSaid() throws Exception {
        try (ScriptedMailServer dove =
                new ScriptedMailServer(yes(c -> c.startsWith("EHLO") ? "250 dove\r\n" : ""))) {
            host(Service.SMTP, dove.port(), BackendTls.Mode.STARTTLS);
            try (TestNode be1 = start()) {
                accept(be1, List.of(BOB));
                Eventually.holds("it was tried twice", () -> dove.heard().size() >= 2);
                assertFalse(be1.store().queue().entries().isEmpty());
            }
            assertTrue(dove.heard().stream().allMatch("EHLO be1"::equals), dove.heard()::toString);
        }
    }

    @Test
    void whatComesBeforeTlsEndsIt() throws Exception {
        ScriptedMailServer.Script script =
                yes(c ->
                        switch (c) {
                            case "EHLO be1" -> "250-dove\r\n250 STARTTLS\r\n";
                            case "STARTTLS" -> "220 go\r\n250 I am here\r\n";
                            default -> "";
                        });
        try (ScriptedMailServer dove = new ScriptedMailServer(script)) {
            host(Service.SMTP, dove.port(), BackendTls.Mode.STARTTLS);
            try (TestNode be1 = start()) {
                accept(be1, List.of(BOB));
                Eventually.holds("it was tried twice", () -> dove.heard().size() >= 4);
                assertFalse(be1.store().queue().entries().isEmpty());
            }
            assertTrue(
                    dove.heard().stream()
                            .allMatch(line -> List.of("EHLO be1", "STARTTLS").contains(line)),
                    dove.heard()::toString);
        }
    }

    @Test
    void aLineWithoutPortsForMailIsAnOperatorsErrorAndLosesNothing() throws Exception {
        host(Service.IMAP, 0, BackendTls.Mode.NONE);
        try (TestNode be1 = start()) {
            accept(be1, List.of(BOB));
            be1.awaitQueue(entries ->
                    entries.stream().anyMatch(e -> e.recipients().getFirst().attempts() > 1));
        }
    }

    /// Two hosts that share Bob's mail.
    private void twins(ScriptedMailServer first, ScriptedMailServer second) {
        for (ScriptedMailServer twin : List.of(first, second)) {
            String name = twin == first ? "dove1" : "dove2";
            cluster.line(
                    ForeignHost.shared(
                            ForeignHost.line(
                                    name,
                                    Service.SMTP,
                                    twin.port(),
                                    ForeignHost.tls(BackendTls.Mode.NONE))));
        }
        cluster.users().shared(BOB, "dove1", "dove2");
    }

    private static ScriptedMailServer.Script saying(String command, String reply) {
        return heard ->
                heard.startsWith(command) && heard.isEmpty() == command.isEmpty()
                        ? reply
                        : heard.equals("DATA") ? "354 go on\r\n" : "250 2.0.0 yes\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'', 421 4.3.2 not now",
        "EHLO, ''",
        "EHLO, 502 no",
        "MAIL, ''",
        "RCPT, ''"
    })
    void ofHostsThatShareTheMailTheNextTakesItWhenOneDoesNotAnswer(String command, String reply)
            throws Exception {
        String line = reply.isEmpty() ? "" : reply + "\r\n";
        try (ScriptedMailServer first = new ScriptedMailServer(saying(command, line));
                ScriptedMailServer second = new ScriptedMailServer(yes(_ -> ""))) {
            twins(first, second);
            try (TestNode be1 = start()) {
                accept(be1, List.of(BOB));
                be1.awaitQueue(ForeignHandOverTest::isEmpty);
            }
            assertFalse(first.heard().contains("DATA"));
            assertEquals(1, second.contents().size());
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 451 4.3.0 later", "RCPT, 450 4.2.1 busy", "DATA, 451 4.3.0 later", "., ''"})
    void whatOneOfThemHasAnsweredIsNotAskedOfTheNext(String command, String reply)
            throws Exception {
        AtomicInteger times = new AtomicInteger();
        String line = reply.isEmpty() ? "" : reply + "\r\n";
        ScriptedMailServer.Script once =
                heard ->
                        heard.startsWith(command) && times.getAndIncrement() == 0
                                ? line
                                : saying("no command", "").reply(heard);
        try (ScriptedMailServer first = new ScriptedMailServer(once);
                ScriptedMailServer second = new ScriptedMailServer(yes(_ -> ""))) {
            twins(first, second);
            try (TestNode be1 = start()) {
                accept(be1, List.of(BOB));
                be1.awaitQueue(ForeignHandOverTest::isEmpty);
            }
            assertTrue(times.get() > 1);
            assertEquals(List.of(), second.heard());
        }
    }
}
