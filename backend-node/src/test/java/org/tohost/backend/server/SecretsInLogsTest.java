package org.tohost.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.WholeLog;

/// Whether passwords of clients that come without a proxy, or what nodes prove themselves by, get
/// into a log, at whatever level.
final class SecretsInLogsTest {
    private static final String ALICE = "alice@example.net";
    private static final String RIGHT = "secret"; // of everybody here
    private static final String WRONG = "c4nary-c4nary";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Says these lines to a new connection, one after each answer.
    private static void say(int port, String... lines) throws Exception {
        try (MailClient client = new MailClient(port)) {
            client.line();
            for (String line : lines) {
                client.command(line);
            }
        }
    }

    @Test
    void noLoginLeavesATrace() throws Exception {
        cluster.users().with(ALICE, "be1");
        try (TestNode be1 =
                        new TestNode(
                                cluster, "be1", folder.resolve("be1"), TestNode.Options.usual());
                WholeLog log = new WholeLog()) {
            int imap = be1.imap(false);
            int pop3 = be1.pop3(false);
            int submission = be1.smtp(Service.SUBMISSION, false);
            for (String password : List.of(WRONG, RIGHT)) {
                String plain = base64("\0" + ALICE + "\0" + password);
                say(imap, "a LOGIN " + ALICE + " " + password);
                say(imap, "a LOGIN " + ALICE + " \"" + password);
                say(imap, "a AUTHENTICATE PLAIN " + plain);
                say(imap, "a AUTHENTICATE PLAIN", plain);
                say(imap, "a AUTHENTICATE LOGIN", base64(ALICE), base64(password));
                say(pop3, "USER " + ALICE, "PASS " + password);
                say(pop3, "PASS " + password, "AUTH PLAIN " + plain);
                say(pop3, "AUTH LOGIN", base64(ALICE), base64(password));
                say(submission, "EHLO mx", "AUTH PLAIN " + plain);
                say(submission, "EHLO mx", "AUTH PLAIN", plain);
                say(submission, "EHLO mx", "AUTH LOGIN", base64(ALICE), base64(password));
            }
            for (String service : List.of("imap", "pop3", "submission")) {
                for (String result : List.of("refused", "accepted")) {
                    assertFalse(
                            log.with("event=login result=" + result).stream()
                                    .filter(line -> line.contains("service=" + service))
                                    .toList()
                                    .isEmpty(),
                            service + " " + result);
                }
            }
            assertEquals(List.of(), log.telling(WRONG));
            assertEquals(List.of(), log.telling(RIGHT));
        }
    }

    @Test
    void noTicketLeavesATrace() throws Exception {
        String noTicket = base64("this is a ticket that nobody has signed at all");
        cluster.users().with(ALICE, "be1");
        try (TestNode be1 =
                        new TestNode(
                                cluster, "be1", folder.resolve("be1"), TestNode.Options.usual());
                WholeLog log = new WholeLog()) {
            say(be1.imap(true), "a AUTHENTICATE TOHOST-TICKET " + noTicket);
            say(be1.pop3(true), "AUTH TOHOST-TICKET " + noTicket);
            say(
                    be1.smtp(Service.SUBMISSION, true),
                    "EHLO proxy1",
                    "AUTH TOHOST-TICKET " + noTicket);
            assertEquals(3, log.with("event=login result=refused").size());
            assertEquals(List.of(), log.telling(noTicket));
            assertEquals(List.of(), log.telling("this is a ticket that nobody"));
        }
    }
}
