package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.Service;
import org.tohost.common.ticket.Ticket;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

final class ProxyImapTest {
    private static final String WELCOME =
            """
            * CAPABILITY IMAP4rev1 IDLE
            a1 OK [CAPABILITY IMAP4rev1 IDLE] Logged in
            """;

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private Wire connect(TestProxy proxy, boolean tls) throws Exception {
        Wire client = tls ? proxy.tls(Service.IMAP) : proxy.plain(Service.IMAP);
        String begin = "* OK [CAPABILITY IMAP4rev1 LITERAL+ ";
        assertEquals(
                begin + (tls ? "" : "STARTTLS ") + "AUTH=PLAIN AUTH=LOGIN] px Tohost ready",
                client.line());
        return client;
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void handsOverWithAllThatWasPipelined(boolean clientTls, boolean clusterTls) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, clusterTls)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = connect(proxy, clientTls)) {
                client.send("a1 LOGIN {18+}\nalice@example.test s3cret\na2 SELECT INBOX\na3 NO");
                assertEquals(WELCOME + "echo a2 SELECT INBOX\n", client.lines(3));
                assertEquals("echo a3 NOOP", client.ask("OP"));
                Ticket ticket = scripts.ticket();
                assertEquals("alice@example.test", ticket.user().orElseThrow().name());
                assertEquals(clientTls, ticket.client().tls());
                assertEquals(client.socket().getLocalPort(), ticket.client().port());
            }
            assertEquals(0, proxy.users().callsOnEventLoops());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void startsTlsAndDropsWhatWasSentBehindIt(boolean clusterTls) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, clusterTls)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            for (int i = 0; i < 6; i++) { // on each event loop
                try (Wire plain = connect(proxy, false)) {
                    String ok = plain.send("a0 STARTTLS\nevil LOGIN eve s3cret\n").line();
                    assertEquals("a0 OK Begin TLS negotiation now", ok);
                    Wire client = proxy.upgrade(plain);
                    assertEquals(
                            "* CAPABILITY IMAP4rev1 LITERAL+ AUTH=PLAIN AUTH=LOGIN",
                            client.ask("a1 CAPABILITY"));
                    assertEquals("a1 OK CAPABILITY completed", client.line());
                    client.send("a1 LOGIN alice@example.test s3cret\na2 IDLE\n");
                    assertEquals(WELCOME + "echo a2 IDLE\n", client.lines(3));
                    assertTrue(scripts.ticket().client().tls());
                    client.socket().close();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersAClientThatHasSaidAllAndOnlyReads(boolean clusterTls) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, clusterTls)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = connect(proxy, false)) {
                client.send("a1 LOGIN alice@example.test s3cret\na2 LOGOUT\n");
                client.endOutput();
                assertEquals(WELCOME + "echo a2 LOGOUT\n(end)\n", client.lines(4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesInTheSameWordsWhoeverItIs(boolean clusterTls) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, clusterTls)) {
            var backend = proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1").closed("gone@example.test");
            proxy.start();
            String failed = " NO [AUTHENTICATIONFAILED] Authentication failed";
            try (Wire client = connect(proxy, true)) {
                assertEquals("a" + failed, client.ask("a LOGIN alice@example.test wrong"));
                assertEquals(
                        "b NO [AUTHORIZATIONFAILED] Account is not available",
                        client.ask("b LOGIN gone@example.test s3cret"));
                assertEquals("c" + failed, client.ask("c LOGIN nobody@example.test s3cret"));
                proxy.users().silent(true);
                assertEquals(
                        "d NO [UNAVAILABLE] Temporarily unavailable, try later",
                        client.ask("d LOGIN alice@example.test s3cret"));
                proxy.users().silent(false);
                assertEquals("e" + failed, client.ask("e LOGIN alice@example.test x"));
                assertEquals("* BYE [LIMIT] Too many commands or mistakes", client.line());
                assertEquals("(end)", client.line());
            }
            assertEquals(3, proxy.logins(Service.IMAP, "authentication"));
            assertEquals(1, proxy.logins(Service.IMAP, "unavailable"));
            assertEquals(0, backend.connections());
        }
    }
}
