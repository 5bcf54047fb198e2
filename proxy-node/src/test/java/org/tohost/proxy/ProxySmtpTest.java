package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.Ports;
import org.tohost.common.ticket.Ticket;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

final class ProxySmtpTest {
    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    /// Answers MAIL and the first RCPT, then echoes.
    private static Scripts.Session answering(String mail, String rcpt) {
        return wire -> {
            answer(wire, "MAIL FROM:<bob@example.org> SIZE=99", mail);
            if (mail.startsWith("2")) {
                answer(wire, "RCPT TO:<alice@example.test>", rcpt);
            }
            Scripts.echo(wire);
        };
    }

    private static void answer(Wire wire, String expected, String reply) throws IOException {
        assertEquals(expected, wire.line());
        wire.send(reply + "\n");
    }

    private static Wire mail(TestProxy proxy) throws IOException {
        Wire client = proxy.plain(Service.SMTP);
        assertEquals("220 px ESMTP Tohost ready", client.line());
        client.send("EHLO mx.example.org\n");
        assertEquals("250-px\n250-PIPELINING\n250-SIZE 1000000\n250 STARTTLS\n", client.lines(4));
        return client;
    }

    @ParameterizedTest
    @CsvSource({
        "250 2.1.0 Ok, 250 2.1.5 Ok, 250 2.1.5 Ok",
        "250 2.1.0 Ok, 550 5.1.1 No such user, 550 5.1.1 No such user",
        "552 5.3.4 Too large, -, 552 5.3.4 Too large",
    })
    void theBackendAnswersTheFirstRecipient(String mail, String rcpt, String heard)
            throws Exception {
        try (TestProxy proxy = new TestProxy(folder, true)) {
            proxy.backend("be1", scripts.smtp(answering("421 4.0.0 Wrong one", "-")));
            proxy.backend("be2", scripts.smtp(answering(mail, rcpt)));
            proxy.users().with("alice@example.test", "be2");
            proxy.start();
            try (Wire client = mail(proxy)) {
                client.send(
                        """
                        MAIL FROM:<bob@example.org> SIZE=99
                        RCPT TO:<alice@example.test>
                        RCPT TO:<carol@example.test>
                        DATA
                        """);
                assertEquals(
                        "250 2.1.0 Ok\n"
                                + heard
                                + "\necho RCPT TO:<carol@example.test>\necho DATA\n",
                        client.lines(4));
                Ticket ticket = scripts.ticket();
                assertTrue(ticket.user().isEmpty());
                assertEquals(Service.SMTP, ticket.service());
                assertEquals("mx.example.org", ticket.client().helo());
            }
        }
    }

    @Test
    void anotherBackendTakesMailForAnOwnerThatIsDown() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.at("be1", Ports.free(), "nobody listens");
            var be2 = proxy.backend("be2", scripts.smtp(answering("250 Ok", "250 2.1.5 Mine")));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            for (int i = 0; i < 2; i++) {
                try (Wire client = mail(proxy)) {
                    client.ask("MAIL FROM:<bob@example.org> SIZE=99");
                    assertEquals("250 2.1.5 Mine", client.ask("RCPT TO:<alice@example.test>"));
                }
            }
            assertEquals(2, be2.connections());
        }
    }

    @Test
    void aBackendThatStopsInTheMiddleIsNotTheLastWord() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend("be1", scripts.smtp(answering("421 4.3.2 Stopping", "-")));
            proxy.backend("be2", scripts.smtp(answering("250 Ok", "250 2.1.5 Mine")));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = mail(proxy)) {
                client.ask("MAIL FROM:<bob@example.org> SIZE=99");
                assertEquals("250 2.1.5 Mine", client.ask("RCPT TO:<alice@example.test>"));
            }
        }
    }

    @Test
    void answersByItselfForForeignDomainsAndSilentDirectories() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            var backend = proxy.backend("be1", scripts.smtp(answering("250 Ok", "250 2.1.5 Hi")));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = mail(proxy)) {
                client.ask("MAIL FROM:<bob@example.org> SIZE=99");
                assertEquals("550 5.7.1 Not permitted", client.ask("RCPT TO:<x@example.org>"));
                proxy.users().silent(true);
                assertEquals(
                        "451 4.3.0 Temporarily unavailable, try later",
                        client.ask("RCPT TO:<alice@example.test>"));
                assertEquals(0, backend.connections());
                proxy.users().silent(false);
                assertEquals("250 2.1.5 Hi", client.ask("RCPT TO:<alice@example.test>"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, true"})
    void usersLogInAndSubmit(boolean clientTls, boolean clusterTls) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, clusterTls)) {
            proxy.at("be1", Ports.free(), "the owner is down, and submission needs none");
            proxy.backend("be2", scripts.smtp(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client =
                    clientTls ? proxy.tls(Service.SUBMISSION) : proxy.plain(Service.SUBMISSION)) {
                client.line();
                client.ask("HELO laptop");
                assertEquals(
                        "535 5.7.8 Authentication failed",
                        client.ask("AUTH PLAIN AGFsaWNlQGV4YW1wbGUudGVzdAB3cm9uZw=="));
                client.send("AUTH PLAIN AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=\nMAIL FROM:<>\n");
                assertEquals("235 2.7.0 Welcome\necho MAIL FROM:<>\n", client.lines(2));
                Ticket ticket = scripts.ticket();
                assertEquals("alice@example.test", ticket.user().orElseThrow().name());
                assertEquals(Service.SUBMISSION, ticket.service());
                assertEquals("laptop", ticket.client().helo());
            }
        }
    }

    @Test
    void withoutAnyBackendAllIsTemporary() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.at("be1", Ports.free(), "down");
            proxy.users().with("alice@example.test", "be1").with("odd@example.test", "x", "y");
            proxy.start();
            try (Wire client = mail(proxy)) {
                client.ask("MAIL FROM:<>");
                assertEquals(
                        "451 4.3.0 Temporarily unavailable, try later",
                        client.ask("RCPT TO:<alice@example.test>"));
            }
            try (Wire client = proxy.tls(Service.SUBMISSION)) {
                client.line();
                client.ask("HELO laptop");
                assertEquals(
                        "454 4.7.0 Temporarily unavailable, try later",
                        client.ask("AUTH PLAIN AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ="));
                assertEquals(
                        "454 4.3.5 The system is not set up for this",
                        client.ask("AUTH PLAIN AG9kZEBleGFtcGxlLnRlc3QAczNjcmV0"));
            }
        }
    }

    @Test
    void startsTlsAndForgetsTheEnvelope() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend("be1", scripts.smtp(answering("250 Ok", "250 2.1.5 Hi")));
            proxy.start();
            try (Wire plain = mail(proxy)) {
                plain.ask("MAIL FROM:<evil@example.org>");
                assertEquals(
                        "220 2.0.0 Begin TLS negotiation now",
                        plain.send("STARTTLS\nRCPT TO:<alice@example.test>\n").line());
                Wire client = proxy.upgrade(plain);
                assertEquals(
                        "503 5.5.1 EHLO comes first", client.ask("RCPT TO:<alice@example.test>"));
                assertEquals("250 px", client.ask("HELO mx"));
                client.ask("MAIL FROM:<bob@example.org> SIZE=99");
                assertEquals("250 2.1.5 Hi", client.ask("RCPT TO:<alice@example.test>"));
                assertTrue(scripts.ticket().client().tls());
            }
        }
    }
}
