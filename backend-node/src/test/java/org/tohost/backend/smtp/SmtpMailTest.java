package org.tohost.backend.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.backend.testing.MailClient;
import org.tohost.backend.testing.TestCluster;
import org.tohost.backend.testing.TestNode;
import org.tohost.backend.testing.TicketGate;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;

class SmtpMailTest {
    private static final String ALICE = "alice@example.net";
    private static final String CAROL = "carol@example.com";

    @TempDir Path folder;
    private final TestCluster cluster = TestCluster.clear();
    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        cluster.users().with(ALICE, "be1");
        node = new TestNode(cluster, "be1", folder, TestNode.Options.usual());
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    private static MailClient inData(int port, String from) throws IOException {
        MailClient client = new MailClient(port);
        client.reply();
        client.command("EHLO client.example.com");
        client.command("MAIL FROM:<" + from + ">");
        client.command("RCPT TO:<" + ALICE + ">");
        assertTrue(client.command("DATA").startsWith("354"));
        return client;
    }

    private String onlyMessage() {
        assertEquals(1, node.inbox(ALICE).size());
        return node.inbox(ALICE).getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Subject: x\r\n\r\n.\r\n..\r\n...\r\n. \r\n.x\r\n",
                "Subject: x\r\n\r\nno header: \u00e4\u00ff\r\n\r\n\r\n",
                "just words\r\n"
            })
    void whatIsStoredIsWhatWasSentBehindTheTrace(String content) throws IOException {
        String stuffed = ("\r\n" + content).replace("\r\n.", "\r\n..").substring(2);
        String reply =
                MailClient.send(node.smtp(Service.SMTP, false), CAROL, List.of(ALICE), stuffed);
        String queueId = reply.replace("250 2.0.0 Queued as ", "");
        String message = onlyMessage();
        String trace =
                """
                Return-Path: <carol@example.com>
                Delivered-To: alice@example.net
                Received: from client.example.com ([127.0.0.1])
                \tby be1 with ESMTP id %s (session {session})
                \tfor <alice@example.net>;
                \t{date}
                """
                        .formatted(queueId)
                        .replace("\n", "\r\n");
        String head = message.substring(0, message.length() - content.length());
        assertEquals(
                trace,
                head.replaceAll("session [0-9a-z]+", "session {session}")
                        .replaceAll("\t[A-Z][a-z]{2}, .* [+]0000", "\t{date}"));
        assertTrue(message.endsWith(content));
    }

    @Test
    void aUserMayTakeMailFromSomeAddressesAlone() throws IOException {
        cluster.users().inGroup(ALICE, "local");
        int port = node.smtp(Service.SMTP, true);
        for (String client : List.of("192.0.2.7", "10.1.2.3")) {
            TicketGate.Login login =
                    new TicketGate.Login(node.self(), port, Service.SMTP, Optional.empty());
            try (TicketGate gate = new TicketGate(cluster, login, client);
                    MailClient talk = new MailClient(gate.port())) {
                talk.command("MAIL FROM:<" + CAROL + ">");
                String reply = talk.command("RCPT TO:<" + ALICE + ">");
                boolean allowed = client.startsWith("10.");
                assertTrue(reply.startsWith(allowed ? "250 2.1.5 " : "550 5.7.1 "), reply);
            }
        }
        cluster.users().inGroup(ALICE, "nobody knows");
        try (MailClient talk = new MailClient(node.smtp(Service.SMTP, false))) {
            talk.reply();
            talk.command("EHLO client.example.com");
            talk.command("MAIL FROM:<" + CAROL + ">");
            assertTrue(talk.command("RCPT TO:<" + ALICE + ">").startsWith("451 4.3.5 "));
        }
    }

    @Test
    void whoAsksForTooManyUnknownRecipientsIsTurnedAway() throws IOException {
        int port = node.smtp(Service.SMTP, true);
        assertEquals("550 5.1.1 ".repeat(6), unknown(port, "192.0.2.7", 6));
        assertEquals("550 5.1.1 ".repeat(4) + "421 4.7.0 ", unknown(port, "192.0.2.7", 5));
        assertEquals("421 4.7.0 ", unknown(port, "192.0.2.7", 1));
        assertEquals("550 5.1.1 ", unknown(port, "192.0.2.8", 1));
        assertEquals("550 5.1.1 ".repeat(12), unknown(port, "192.0.2.99", 12));
        assertEquals("550 5.1.1 ".repeat(10), unknown(port, "2001:db8:0:0:0:0:0:1", 10));
        assertEquals("421 4.7.0 ", unknown(port, "2001:db8:0:0:1:0:0:2", 1));
        assertEquals("550 5.1.1 ", unknown(port, "2001:db8:0:1:0:0:0:1", 1));
    }

    /// {@return what a client that comes by way of a proxy hears about so many names}
    private String unknown(int port, String client, int names) throws IOException {
        TicketGate.Login login =
                new TicketGate.Login(node.self(), port, Service.SMTP, Optional.empty());
        StringBuilder heard = new StringBuilder();
        try (TicketGate gate = new TicketGate(cluster, login, client);
                MailClient talk = new MailClient(gate.port())) {
            talk.command("MAIL FROM:<" + CAROL + ">");
            for (int i = 0; i < names; i++) {
                String domain = ALICE.substring(ALICE.indexOf('@'));
                heard.append(talk.command("RCPT TO:<nobody" + i + domain + ">"), 0, 10);
            }
        }
        return heard.toString();
    }

    @Test
    void theTrueClientOfTheTicketStandsInTheTrace() throws IOException {
        TicketGate.Login login =
                new TicketGate.Login(
                        node.self(), node.smtp(Service.SMTP, true), Service.SMTP, Optional.empty());
        try (TicketGate gate = new TicketGate(cluster, login);
                MailClient client = new MailClient(gate.port())) {
            client.command("MAIL FROM:<" + CAROL + ">");
            client.command("RCPT TO:<" + ALICE + ">");
            client.command("DATA");
            assertTrue(client.command("Subject: x\r\n.").startsWith("250"));
        }
        String expected = "Received: from client.example.com ([192.0.2.7])";
        assertTrue(onlyMessage().contains(expected), onlyMessage());
        assertTrue(onlyMessage().contains("\tby be1 with ESMTPS id "), onlyMessage());
        assertTrue(onlyMessage().contains("(session gate1)"), onlyMessage());
    }

    @Test
    void submissionAddsDateAndMessageIdWhereTheyAreMissing() throws IOException {
        TicketGate.Login login =
                new TicketGate.Login(
                        node.self(),
                        node.smtp(Service.SMTP, true),
                        Service.SUBMISSION,
                        Optional.of(new UserId(ALICE)));
        try (TicketGate gate = new TicketGate(cluster, login);
                MailClient client = new MailClient(gate.port())) {
            client.command("MAIL FROM:<" + ALICE + ">");
            client.command("RCPT TO:<" + ALICE + ">");
            client.command("DATA");
            assertTrue(client.command("Subject: x\r\n\r\nbody\r\n.").startsWith("250"));
        }
        String message = onlyMessage();
        assertTrue(message.contains(" with ESMTPSA id "), message);
        String end =
                message.substring(message.indexOf("Subject: "))
                        .replaceAll("Date: [A-Z][a-z]{2}, .* [+]0000", "Date: {date}")
                        .replaceAll("<[0-9a-z]+@be1>", "<{id}>");
        assertEquals(
                """
                Subject: x
                Date: {date}
                Message-ID: <{id}>

                body
                """,
                end.replace("\r\n", "\n"));
    }

    @Test
    void aMessageThatIsTooLargeIsReadToItsEndAndRefused() throws IOException {
        try (MailClient client = inData(node.smtp(Service.SMTP, false), CAROL)) {
            client.send(("x".repeat(70) + "\r\n").repeat(2000));
            assertTrue(client.command(".").startsWith("552 5.3.4"));
            assertTrue(client.command("NOOP").startsWith("250"));
        }
        assertEquals(List.of(), node.inbox(ALICE));
    }

    @Test
    void aLineWithoutEndIsOnlyAMessage() throws IOException {
        try (MailClient client = inData(node.smtp(Service.SMTP, false), CAROL)) {
            client.send("x".repeat(60_000));
            assertTrue(client.command("\r\n.").startsWith("250"));
        }
        assertTrue(onlyMessage().endsWith("x".repeat(60_000) + "\r\n"));
    }

    @Test
    void halfAMessageIsNone() throws IOException {
        int port = node.smtp(Service.SMTP, false);
        try (MailClient client = inData(port, CAROL)) {
            client.send("Subject: x\r\n\r\nhalf");
        }
        try (MailClient other = new MailClient(port)) {
            assertTrue(other.reply().startsWith("220"));
        }
        assertEquals(List.of(), node.inbox(ALICE));
    }

    @Test
    void aSilentDirectoryIsNeverAnAnswerAboutAUser() throws IOException {
        try (MailClient client = new MailClient(node.smtp(Service.SMTP, false))) {
            client.reply();
            client.command("EHLO client.example.com");
            client.command("MAIL FROM:<" + CAROL + ">");
            cluster.users().silent(true);
            assertTrue(client.command("RCPT TO:<nobody@example.net>").startsWith("451 4.3.0"));
            cluster.users().silent(false);
            assertTrue(client.command("RCPT TO:<nobody@example.net>").startsWith("550 5.1.1"));
        }
    }

    @Test
    void thePostmasterIsReached() throws IOException {
        int port = node.smtp(Service.SMTP, false);
        for (String postmaster : new String[] {"postmaster", "Postmaster@example.org"}) {
            assertTrue(
                    MailClient.send(port, CAROL, List.of(postmaster), "A: b\r\n")
                            .startsWith("250"));
        }
        assertEquals(2, node.inbox(ALICE).size());
    }

    @Test
    void aLoginInClearTextIsNotCarriedIntoTls() throws IOException {
        TestCluster secured = TestCluster.secured(folder.resolve("authority"));
        secured.users().with(ALICE, "be1");
        String login =
                Base64.getEncoder()
                        .encodeToString(
                                ("\0" + ALICE + "\0secret").getBytes(StandardCharsets.US_ASCII));
        try (TestNode other =
                        new TestNode(
                                secured, "be1", folder.resolve("other"), TestNode.Options.usual());
                MailClient client = new MailClient(other.smtp(Service.SUBMISSION, false))) {
            client.reply();
            client.command("EHLO client.example.com");
            assertTrue(client.command("STARTTLS now").startsWith("501"), "it is offered");
            assertTrue(client.command("AUTH PLAIN " + login).startsWith("235"));
            assertTrue(client.command("STARTTLS").startsWith("503"));
        }
    }

    @Test
    void aLineThatIsTooLongCostsOneError() throws IOException {
        try (MailClient client = new MailClient(node.smtp(Service.SMTP, false))) {
            client.reply();
            assertTrue(client.command("NOOP " + "x".repeat(3000)).startsWith("500 5.5.2"));
            assertTrue(client.command("NOOP " + "x".repeat(100_000)).startsWith("500 5.5.2"));
            assertTrue(client.command("NOOP").startsWith("250"));
        }
    }

    @Test
    void aNodeWithoutATicketMayDoNothing() throws IOException {
        try (MailClient client = new MailClient(node.smtp(Service.SMTP, true))) {
            assertTrue(client.reply().matches("220 be1 ESMTP <[0-9a-f]{32}@be1> Tohost"));
            client.command("EHLO proxy1");
            assertTrue(client.command("MAIL FROM:<" + CAROL + ">").startsWith("530 5.7.0"));
            assertTrue(client.command("AUTH TOHOST-TICKET AAAA").startsWith("535 5.7.8"));
            assertTrue(client.command("AUTH PLAIN AAAA").startsWith("504"));
            assertTrue(client.command("MAIL FROM:<" + CAROL + ">").startsWith("530 5.7.0"));
        }
    }
}
