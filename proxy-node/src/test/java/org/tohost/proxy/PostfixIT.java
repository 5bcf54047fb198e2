package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.PostfixFixture;
import org.tohost.common.fixture.Programs;
import org.tohost.common.testing.ForeignHost;
import org.tohost.common.testing.TestCa;
import org.tohost.common.tls.KeyPins;
import org.tohost.common.tls.PemFiles;
import org.tohost.proxy.fixture.ScriptedPasswords;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Mail through the proxy to a real Postfix.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostfixIT {
    private static final String ALICE = "AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ="; // with s3cret

    private Path folder;
    private ScriptedPasswords passwords;
    private PostfixFixture postfix;
    private KeyPins pin;
    private int proxies;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        passwords = new ScriptedPasswords(" alice@example.test s3cret");
        Path keys = Files.createDirectory(folder.resolve("keys"));
        var _ = TestCa.create(keys).publicIdentity();
        pin =
                KeyPins.parse(
                        KeyPins.of(PemFiles.certificates(keys.resolve("public.crt")).getFirst()));
        postfix =
                PostfixFixture.start(
                        Files.createDirectory(folder.resolve("postfix")),
                        new PostfixFixture.Options(
                                keys.resolve("public.crt"),
                                keys.resolve("public.key"),
                                passwords.port()));
    }

    @AfterAll
    void stop() throws IOException {
        postfix.close();
        passwords.close();
    }

    /// A proxy with Postfix as `pf`, who has alice and bob, and `other`, who has carol.
    private TestProxy proxy(int port, BackendTls.Mode tls, BackendLogin.Forward forward)
            throws IOException {
        Path own = Files.createDirectory(folder.resolve("px" + ++proxies));
        TestProxy proxy = new TestProxy(own, false).line(line(port, tls, forward));
        proxy.users()
                .with("alice@example.test", "pf")
                .with("bob@example.test", "pf")
                .with("carol@example.test", "other");
        return proxy;
    }

    private BackendAddress line(int port, BackendTls.Mode tls, BackendLogin.Forward forward)
            throws IOException {
        boolean none = tls == BackendTls.Mode.NONE;
        return new BackendAddress(
                MatchList.parse("pf"),
                "127.0.0.1",
                new BackendPorts(0, 0, 0, port, port, 0),
                false,
                ForeignHost.password(forward),
                new BackendTls(
                        Optional.of(tls),
                        Optional.empty(),
                        "",
                        none ? Optional.empty() : Optional.of(pin)));
    }

    private static Wire greeted(TestProxy proxy, Service service) throws IOException {
        Wire client = proxy.plain(service);
        client.line();
        client.ask("HELO mx.example.org");
        return client;
    }

    private static void expect(Wire client, String line, String reply) throws IOException {
        String heard = client.ask(line);
        assertTrue(heard.startsWith(reply), line + " was answered " + heard);
    }

    @Test
    void mailArrivesAsItWasSent() throws Exception {
        int before = postfix.mail("bob");
        try (TestProxy proxy =
                        proxy(postfix.port(), BackendTls.Mode.STARTTLS, BackendLogin.Forward.NONE)
                                .start();
                Wire client = greeted(proxy, Service.SMTP)) {
            expect(client, "MAIL FROM:<x@example.org> SIZE=5000 BODY=8BITMIME", "250 2.1.0");
            expect(client, "RCPT TO:<nobody@example.test>", "550 5.1.1");
            expect(client, "RCPT TO:<carol@example.test>", "452 4.5.3");
            expect(client, "RCPT TO:<x@example.org>", "550 5.7.1");
            expect(client, "RCPT TO:<bob@example.test>", "250 2.1.5");
            expect(client, "DATA", "354");
            String body =
                    "From: x@example.org\r\nDate: Sun, 22 Nov 2026 08:01:08 +0000\r\n"
                            + "Message-Id: <1@example.org>\r\nSubject: \u00fcber\r\n\r\n..\r\n.dot\r\n"
                            + "l".repeat(990)
                            + "\r\nXCLIENT ADDR=1.2.3.4\r\n\tlast\r\n";
            client.send(
                    (body.replace("\r\n.", "\r\n..") + ".\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(client.line().startsWith("250 2.0.0 Ok: queued"));
            expect(client, "MAIL FROM:<x@example.org> SIZE=99999999999", "552 5.3.4");
            expect(client, "QUIT", "221");
            List<String> messages = postfix.awaitMail("bob", before + 1);
            String stored = messages.getLast();
            assertTrue(stored.endsWith(body.replace("\r\n", "\n")), "stored otherwise:\n" + stored);
            assertTrue(stored.contains("from mx.example.org ("), stored);
        }
    }

    @Test
    void whatChangesTheSessionDoesNotReachIt() throws Exception {
        try (TestProxy proxy =
                        proxy(postfix.port(), BackendTls.Mode.NONE, BackendLogin.Forward.XCLIENT)
                                .start();
                Wire client = greeted(proxy, Service.SMTP)) {
            client.ask("MAIL FROM:<x@example.org>");
            expect(client, "RCPT TO:<alice@example.test>", "250 2.1.5");
            for (String line :
                    List.of(
                            "XCLIENT ADDR=192.0.2.250",
                            "XFORWARD NAME=evil",
                            "AUTH PLAIN " + ALICE,
                            "STARTTLS")) {
                expect(client, line, "502 5.5.1");
            }
            client.send("EHLO evil.example\n");
            assertEquals("250-px\n250-PIPELINING\n250 SIZE 1000000\n", client.lines(3));
            client.ask("MAIL FROM:<x@example.org>");
            expect(client, "RCPT TO:<x@example.org>", "550 5.7.1");
            expect(client, "RSET", "250");
            expect(client, "QUIT", "221");
            postfix.awaitLog("mail=2 rcpt=1 rset=2 quit=1"); // and no other command
            assertFalse(postfix.log().contains("evil"), postfix.log());
            assertFalse(postfix.log().contains("192.0.2.250"), postfix.log());
        }
    }

    @Test
    void itIsToldWhoTheClientIs() throws Exception {
        for (BackendLogin.Forward forward :
                List.of(BackendLogin.Forward.XCLIENT, BackendLogin.Forward.PROXY)) {
            boolean proxied = forward == BackendLogin.Forward.PROXY;
            int port = proxied ? postfix.proxiedPort() : postfix.port();
            String address = "192.0.2." + (proxied ? 7 : 8);
            try (TestProxy proxy =
                    proxy(port, BackendTls.Mode.STARTTLS, forward).trusting("127.0.0.1", false)) {
                try (Wire client = proxy.start().plain(Service.SMTP)) {
                    client.line();
                    client.ask("XCLIENT ADDR=" + address + " PORT=99 HELO=outer.example");
                    client.ask("HELO front");
                    client.ask("MAIL FROM:<x@example.org>");
                    expect(client, "RCPT TO:<alice@example.test>", "250 2.1.5");
                    expect(client, "QUIT", "221");
                }
                postfix.awaitLog("disconnect from unknown[" + address + "]");
            }
        }
    }

    @Test
    void usersLogInWithTheirPassword() throws Exception {
        for (BackendTls.Mode tls : List.of(BackendTls.Mode.STARTTLS, BackendTls.Mode.IMPLICIT)) {
            int port = tls == BackendTls.Mode.IMPLICIT ? postfix.tlsPort() : postfix.port();
            try (TestProxy proxy = proxy(port, tls, BackendLogin.Forward.NONE).start();
                    Wire client = greeted(proxy, Service.SUBMISSION)) {
                expect(client, "AUTH PLAIN " + ALICE, "235 2.7.0");
                expect(client, "MAIL FROM:<alice@example.test>", "250");
                expect(client, "RCPT TO:<x@example.org>", "250 2.1.5"); // relayed for a user
                expect(client, "RCPT TO:<carol@example.test>", "550 5.1.1"); // its own affair
                expect(client, "QUIT", "221");
            }
        }
        assertEquals(" alice@example.test s3cret", passwords.asked().getLast());
    }

    @Test
    void manySendersAtOnce() throws Exception {
        int before = postfix.mail("alice");
        try (TestProxy proxy =
                proxy(postfix.port(), BackendTls.Mode.NONE, BackendLogin.Forward.NONE).start()) {
            String source = Programs.find("smtp-source", "postfix").toString();
            for (String flags : List.of("-c", "-d")) { // one connection a message, and reused ones
                var _ =
                        Programs.run(
                                List.of(
                                        source,
                                        flags,
                                        "-s",
                                        "8",
                                        "-m",
                                        "40",
                                        "-l",
                                        "20000",
                                        "-f",
                                        "x@example.org",
                                        "-t",
                                        "alice@example.test",
                                        "127.0.0.1:" + proxy.port(Service.SMTP)));
            }
            assertEquals(before + 80, postfix.awaitMail("alice", before + 80).size());
        }
    }

    @Test
    void aClientThatDiesInTheMiddleOfAMessageSentNone() throws Exception {
        try (TestProxy proxy =
                proxy(postfix.port(), BackendTls.Mode.NONE, BackendLogin.Forward.NONE).start()) {
            try (Wire client = greeted(proxy, Service.SMTP)) {
                client.ask("MAIL FROM:<dies@example.org>");
                expect(client, "RCPT TO:<alice@example.test>", "250 2.1.5");
                expect(client, "DATA", "354");
                client.send("Subject: half\n\nhalf\n");
            }
            String log = postfix.awaitLog("lost connection after DATA");
            assertFalse(log.contains("from=<dies@example.org>, size"), log);
        }
    }
}
