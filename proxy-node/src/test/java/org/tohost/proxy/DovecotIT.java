package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.DovecotFixture;
import org.tohost.common.tls.KeyPins;
import org.tohost.proxy.fixture.Hosts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// The proxy in front of a real Dovecot, as it is and as its manual says that proxies are let in.
final class DovecotIT {
    private static final String LATER = "a NO [UNAVAILABLE] Temporarily unavailable, try later";
    private static final String LOGIN = "a LOGIN alice@example.test s3cret\n";

    @TempDir Path folder;
    private TestProxy proxy;
    private DovecotFixture dovecot;

    @BeforeEach
    void start() throws Exception {
        proxy = new TestProxy(folder, false);
        dovecot =
                DovecotFixture.start(folder.resolve("dovecot"), proxy.ca(), DovecotFixture.PROXIES);
        Hosts.secret(folder.resolve("master.secret"), "pr0xy");
        proxy.users().with("alice@example.test", "dove").with("bob@example.test", "dove");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        dovecot.close();
    }

    private void host(String fields) throws Exception {
        proxy.line(Hosts.line(folder, "host=\"dove\" address=\"127.0.0.1\" " + fields)).start();
    }

    private static Wire greeted(TestProxy proxy, Service service) throws Exception {
        Wire client = proxy.plain(service);
        client.line();
        return client;
    }

    /// The lines up to the one that begins so.
    private static String until(Wire wire, String begin) throws Exception {
        StringBuilder said = new StringBuilder();
        for (String line = wire.line(); ; line = wire.line()) {
            said.append(line).append('\n');
            if (line.startsWith(begin) || line.equals("(end)")) {
                return said.toString();
            }
        }
    }

    private static void usesTheMailbox(Wire client) throws Exception {
        client.send("b APPEND INBOX {16}\n");
        assertTrue(client.line().startsWith("+ "));
        client.send("Subject: hello\n\n");
        assertTrue(until(client, "b ").contains("b OK [APPENDUID "));
        client.send("c SELECT INBOX\n");
        assertTrue(until(client, "c ").contains("* 1 EXISTS\n"));
    }

    @Test
    void theUsersPasswordByStartTlsWithCertificateAndName() throws Exception {
        host(
                "login=\"password\" tls=\"starttls\" imap=\"%d\" ca_file=\"public.crt\""
                                .formatted(dovecot.imap)
                        + " tls_name=\"localhost\" forward=\"id\"");
        try (Wire client = greeted(proxy, Service.IMAP)) {
            client.send("a LOGIN alice@example.test s3cret\nx NOOP\n");
            String said = until(client, "a ");
            assertTrue(said.contains(" UIDPLUS "), said);
            assertTrue(client.line().startsWith("x OK"));
            usesTheMailbox(client);
            dovecot.logs("user=<alice@example.test>", "rport=" + client.socket().getLocalPort());
            dovecot.logs("user=<alice@example.test>", "TLS");
            assertEquals("a NO [AUTHENTICATIONFAILED] Authentication failed", refusedBob());
        }
    }

    private String refusedBob() throws Exception {
        try (Wire client = greeted(proxy, Service.IMAP)) {
            return client.ask("a LOGIN bob@example.test s3cret");
        }
    }

    @Test
    void theUsersPasswordByTlsWithPin() throws Exception {
        String pin = KeyPins.of(proxy.ca().publicIdentity().chain().getFirst());
        host(
                "login=\"password\" imap=\"%d\" pop3=\"%d\" pin=\"%s\""
                        .formatted(dovecot.imaps, dovecot.pop3s, pin));
        try (Wire client = greeted(proxy, Service.IMAP);
                Wire pop3 = greeted(proxy, Service.POP3)) {
            client.send(LOGIN);
            assertTrue(until(client, "a ").contains("a OK "));
            usesTheMailbox(client);
            pop3.send("USER alice@example.test\nPASS s3cret\nSTAT\n");
            assertEquals("+OK Password please\n+OK Logged in.\n+OK 1 16\n", pop3.lines(3));
        }
    }

    @Test
    void whoShowsAnotherKeyIsNotTheHost() throws Exception {
        host(
                "login=\"password\" tls=\"starttls\" imap=\"%d\" pin=\"%s=\""
                        .formatted(dovecot.imap, "A".repeat(43)));
        try (Wire client = greeted(proxy, Service.IMAP)) {
            assertEquals(LATER, client.send(LOGIN).line());
        }
    }

    @Test
    void whoHasNotTheNameIsNotTheHost() throws Exception {
        host("login=\"password\" imap=\"%d\" ca_file=\"public.crt\"".formatted(dovecot.imaps));
        try (Wire client = greeted(proxy, Service.IMAP)) {
            assertEquals(LATER, client.send(LOGIN).line());
        }
    }

    @Test
    void theMasterUserInEveryProtocol() throws Exception {
        host(
                "login=\"master\" master_user=\"tohost\" master_password_file=\"master.secret\""
                        + " tls=\"none\" forward=\"xclient\" imap=\"%d\" pop3=\"%d\" sieve=\"%d\""
                                .formatted(dovecot.imap, dovecot.pop3, dovecot.sieve));
        try (Wire client = greeted(proxy, Service.IMAP);
                Wire pop3 = greeted(proxy, Service.POP3);
                Wire sieve = proxy.plain(Service.SIEVE)) {
            client.send(LOGIN);
            assertTrue(until(client, "a ").contains("a OK "));
            usesTheMailbox(client);
            dovecot.logs("imap-login", "rport=" + client.socket().getLocalPort());
            pop3.send("USER alice@example.test\nPASS s3cret\n");
            assertEquals("+OK Password please\n+OK Logged in.\n", pop3.lines(2));
            dovecot.logs("pop3-login", "rport=" + pop3.socket().getLocalPort());
            until(sieve, "OK");
            sieve.send("AUTHENTICATE \"PLAIN\" \"AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=\"\n");
            assertEquals("OK \"Logged in.\"", sieve.line());
            sieve.send("LISTSCRIPTS\n");
            assertTrue(sieve.line().startsWith("OK"));
            dovecot.logs("managesieve-login", "rport=" + sieve.socket().getLocalPort());
        }
    }

    @Test
    void theMasterUserByItsSeparator() throws Exception {
        host(
                "login=\"master\" master_user=\"tohost\" master_password_file=\"master.secret\""
                        + " tls=\"none\" master_separator=\"*\" imap=\"%d\""
                                .formatted(dovecot.imap));
        try (Wire client = greeted(proxy, Service.IMAP)) {
            client.send(LOGIN);
            assertTrue(until(client, "a ").contains("a OK "));
            dovecot.logs("user=<alice@example.test>");
        }
    }

    @Test
    void aMasterUserWhoIsRefusedIsNotTheUsersFault() throws Exception {
        Hosts.secret(folder.resolve("master.secret"), "wrong");
        host(
                "login=\"master\" master_user=\"tohost\" master_password_file=\"master.secret\""
                        + " tls=\"none\" imap=\"%d\"".formatted(dovecot.imap));
        try (Wire client = greeted(proxy, Service.IMAP)) {
            assertEquals(LATER, client.send(LOGIN).line());
        }
    }

    @Test
    void theProxyHeaderTellsOfTheClient() throws Exception {
        host(
                "login=\"password\" tls=\"none\" forward=\"proxy\" imap=\"%d\""
                        .formatted(dovecot.imapBehindProxy));
        try (Wire client = greeted(proxy, Service.IMAP)) {
            client.send(LOGIN);
            assertTrue(until(client, "a ").contains("a OK "));
            dovecot.logs("imap-login", "rport=" + client.socket().getLocalPort());
        }
    }

    /// The page for operators says so: Dovecot leaves no way back to the login.
    @Test
    void behindTheLoginNothingOfItIsPossibleAnyMore() throws Exception {
        host(
                "login=\"master\" master_user=\"tohost\" master_password_file=\"master.secret\""
                        + " tls=\"none\" forward=\"xclient\" imap=\"%d\" pop3=\"%d\" sieve=\"%d\""
                                .formatted(dovecot.imap, dovecot.pop3, dovecot.sieve));
        try (Wire client = greeted(proxy, Service.IMAP);
                Wire pop3 = greeted(proxy, Service.POP3);
                Wire sieve = proxy.plain(Service.SIEVE)) {
            client.send(LOGIN);
            assertTrue(until(client, "a ").contains("a OK "));
            for (String command : List.of("UNAUTHENTICATE", "STARTTLS", "LOGIN bob b", "XCLIENT")) {
                String answer = client.ask("y " + command);
                assertTrue(answer.startsWith("y BAD "), command + ": " + answer);
            }
            pop3.send("USER alice@example.test\nPASS s3cret\n");
            assertEquals("+OK Password please\n+OK Logged in.\n", pop3.lines(2));
            for (String command : List.of("XCLIENT ADDR=192.0.2.1", "USER bob", "STLS")) {
                String answer = pop3.ask(command);
                assertTrue(answer.startsWith("-ERR "), command + ": " + answer);
            }
            until(sieve, "OK");
            sieve.send("AUTHENTICATE \"PLAIN\" \"AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=\"\n");
            assertEquals("OK \"Logged in.\"", sieve.line());
            for (String command : List.of("UNAUTHENTICATE", "STARTTLS")) {
                String answer = sieve.ask(command);
                assertTrue(answer.startsWith("NO "), command + ": " + answer);
            }
        }
    }
}
