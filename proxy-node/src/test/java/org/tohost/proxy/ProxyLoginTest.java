package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.ScramClient;
import org.tohost.common.tls.UserCa;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Logins by which no password comes, from the client to the back-end.
final class ProxyLoginTest {
    private static final String ALICE = "alice@example.test";
    private static final ScramVerifier VERIFIER =
            ScramClient.verifier(
                    "pencil", "0123456789abcdef".getBytes(StandardCharsets.UTF_8), 4096);

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private TestProxy proxy(String mechanisms, Optional<Path> authorities) throws Exception {
        TestProxy proxy = new TestProxy(folder, true);
        proxy.logins(TestProxy.logins(mechanisms, authorities));
        proxy.users().with(ALICE, VERIFIER, "be1");
        return proxy;
    }

    @ParameterizedTest
    @CsvSource({
        "IMAP, 1, a AUTHENTICATE, '+ ', '* CAPABILITY IMAP4rev1 IDLE'",
        "POP3, 1, AUTH, '+ ', '+OK 0 messages'",
        "SUBMISSION, 6, AUTH, '334 ', '235 2.7.0 Welcome'"
    })
    void scramGoesWithoutTls(
            Service service, int begin, String command, String prefix, String welcome)
            throws Exception {
        try (TestProxy proxy = proxy("SCRAM-SHA-256", Optional.empty())) {
            proxy.backend(
                    "be1",
                    switch (service) {
                        case IMAP -> scripts.imap(Scripts::echo);
                        case POP3 -> scripts.pop3(Scripts::echo);
                        default -> scripts.smtp(Scripts::echo);
                    });
            proxy.start();
            try (Wire client = proxy.plain(service)) {
                if (service == Service.SUBMISSION) {
                    client.send("EHLO mx\n");
                }
                client.lines(begin);
                ScramClient scram = new ScramClient(ALICE, "pencil");
                String challenge = ask(client, command + " SCRAM-SHA-256 ", scram.first(), prefix);
                assertTrue(scram.believes(ask(client, "", scram.last(challenge), prefix)));
                assertEquals(welcome, client.ask(""));
                assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
            }
        }
    }

    @Test
    void scramIsBoundToTlsAlsoInAResumedSession() throws Exception {
        try (TestProxy proxy = proxy("SCRAM-SHA-256-PLUS, SCRAM-SHA-256", Optional.empty())) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.start();
            SSLSocketFactory tls =
                    UserCa.client(proxy.ca().publicIdentity(), folder.resolve("public.crt"));
            byte[] endPoint =
                    MessageDigest.getInstance("SHA-256")
                            .digest(proxy.ca().publicIdentity().chain().getFirst().getEncoded());
            Set<Long> begun = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                try (Wire client = proxy.tls(Service.IMAP, tls)) {
                    begun.add(((SSLSocket) client.socket()).getSession().getCreationTime());
                    assertEquals(1, begun.size()); // the session is the first one's
                    assertEquals(
                            "* OK [CAPABILITY IMAP4rev1 LITERAL+ AUTH=SCRAM-SHA-256-PLUS"
                                    + " AUTH=SCRAM-SHA-256 LOGINDISABLED] px Tohost ready",
                            client.line());
                    ScramClient scram =
                            new ScramClient(
                                    "p=tls-server-end-point,,", endPoint, ALICE, "pencil", "abc");
                    String begin = "a AUTHENTICATE SCRAM-SHA-256-PLUS ";
                    String challenge = ask(client, begin, scram.first(), "+ ");
                    assertTrue(scram.believes(ask(client, "", scram.last(challenge), "+ ")));
                    assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.ask(""));
                }
            }
        }
    }

    @Test
    void nobodyCanTellWrongPasswordsFromUnknownUsers() throws Exception {
        try (TestProxy proxy = proxy("SCRAM-SHA-256", Optional.empty())) {
            proxy.users().with("bob@example.test", "be1"); // has no verifier
            proxy.start();
            String nobody = refused(proxy, "nobody@example.test");
            assertEquals(nobody, refused(proxy, "nobody@example.test"));
            assertEquals(refused(proxy, "bob@example.test"), refused(proxy, "bob@example.test"));
            assertTrue(refused(proxy, ALICE).endsWith(",i=4096"));
            assertTrue(nobody.endsWith(",i=4096"));
            assertEquals(5, proxy.logins(Service.IMAP, "authentication"));
        }
    }

    /// The salt and iterations that somebody is told who does not know the password.
    private static String refused(TestProxy proxy, String name) throws Exception {
        try (Wire client = proxy.plain(Service.IMAP)) {
            client.line();
            ScramClient scram = new ScramClient(name, "guess");
            String challenge = ask(client, "a AUTHENTICATE SCRAM-SHA-256 ", scram.first(), "+ ");
            assertEquals(
                    "a NO [AUTHENTICATIONFAILED] Authentication failed",
                    client.ask(base64(scram.last(challenge))));
            return challenge.substring(challenge.indexOf(",s="));
        }
    }

    @Test
    void theDirectoryIsAskedPastItsCacheAndMayBeSilent() throws Exception {
        try (TestProxy proxy = proxy("SCRAM-SHA-256", Optional.empty())) {
            proxy.start();
            proxy.users().silent(true);
            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                assertEquals(
                        "a NO [UNAVAILABLE] Temporarily unavailable, try later",
                        client.ask(
                                "a AUTHENTICATE SCRAM-SHA-256 "
                                        + base64(new ScramClient(ALICE, "pencil").first())));
                assertEquals("b OK NOOP completed", client.ask("b NOOP"));
            }
        }
    }

    @Test
    void aCertificateLogsIn() throws Exception {
        UserCa users = UserCa.create(folder);
        try (TestProxy proxy = proxy("PLAIN, EXTERNAL", Optional.of(users.file()))) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.start();
            SSLSocketFactory tls =
                    UserCa.client(users.issue("Alice", ALICE), folder.resolve("public.crt"));
            for (int i = 0; i < 3; i++) {
                try (Wire client = proxy.tls(Service.IMAP, tls)) {
                    assertEquals(
                            "* OK [CAPABILITY IMAP4rev1 LITERAL+ AUTH=PLAIN AUTH=EXTERNAL] px"
                                    + " Tohost ready",
                            client.line());
                    assertEquals(
                            "a NO [AUTHENTICATIONFAILED] Authentication failed",
                            client.ask("a AUTHENTICATE EXTERNAL " + base64("bob@example.test")));
                    assertEquals("+ ", client.ask("b AUTHENTICATE EXTERNAL"));
                    assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.ask(""));
                    assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
                }
            }
            try (Wire client = proxy.tls(Service.IMAP)) {
                assertTrue(client.line().contains(" AUTH=PLAIN] "));
            }
        }
    }

    @Test
    void aTokenLogsInWhereSomebodyTestsIt() throws Exception {
        try (TestProxy proxy = proxy("XOAUTH2, OAUTHBEARER", Optional.empty())) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.tokens(ProxyLoginTest::test).start();
            try (Wire client = proxy.tls(Service.IMAP)) {
                assertTrue(client.line().contains(" AUTH=XOAUTH2 AUTH=OAUTHBEARER "));
                assertEquals(
                        "{\"status\":\"401\",\"schemes\":\"bearer\"}",
                        ask(client, "a AUTHENTICATE XOAUTH2 ", xoauth2("bad"), "+ "));
                assertEquals("a NO [AUTHENTICATIONFAILED] Authentication failed", client.ask(""));
                assertEquals(
                        "a NO [UNAVAILABLE] Temporarily unavailable, try later",
                        client.ask("a AUTHENTICATE XOAUTH2 " + base64(xoauth2("lost"))));
                assertEquals(
                        "* CAPABILITY IMAP4rev1 IDLE",
                        client.ask("a AUTHENTICATE XOAUTH2 " + base64(xoauth2("good"))));
                assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
            }
        }
    }

    @Test
    void tokensAreNotOfferedWhereNobodyTestsThem() throws Exception {
        try (TestProxy proxy = proxy("XOAUTH2, PLAIN", Optional.empty())) {
            proxy.start();
            try (Wire client = proxy.tls(Service.IMAP)) {
                assertTrue(client.line().contains(" AUTH=PLAIN] "));
            }
        }
    }

    private static TokenCheck.Verdict test(Secret token) {
        return switch (token.text()) {
            case "good" -> new TokenCheck.Verdict.Good(new LoginName(ALICE));
            case "lost" -> new TokenCheck.Verdict.Unavailable("issuer is silent");
            default -> new TokenCheck.Verdict.Bad("expired");
        };
    }

    private static String xoauth2(String token) {
        return "user=" + ALICE + "\u0001auth=Bearer " + token + "\u0001\u0001";
    }

    /// What the server says, decoded, to a message behind a command or alone on a line.
    private static String ask(Wire client, String command, String message, String prefix)
            throws Exception {
        String answer = client.ask(command + base64(message));
        assertTrue(answer.startsWith(prefix), answer);
        return new String(
                Base64.getDecoder().decode(answer.substring(prefix.length())),
                StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
