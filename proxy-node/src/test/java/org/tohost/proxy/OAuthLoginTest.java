package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.oauth.OAuthSettings;
import org.tohost.common.oauth.OAuthTokens;
import org.tohost.common.testing.Eventually;
import org.tohost.common.testing.TestCa;
import org.tohost.common.testing.TestIssuer;
import org.tohost.common.testing.TokenMint;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.TokenClient;
import org.tohost.proxy.fixture.Wire;

/// Logins with tokens, from the client to the back-end, with an issuer that is asked by HTTPS.
final class OAuthLoginTest {
    private static final String ALICE = "alice@example.test";
    private static final String HINT =
            "{\"status\":\"invalid_token\",\"scope\":\"mail\","
                    + "\"openid-configuration\":\"https://id.example.test/about\"}";
    private static final String HINT_X =
            "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"mail\"}";

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();
    private final HandClock clock = new HandClock();
    private final TokenMint mint = TokenMint.create("k1");
    private TestIssuer issuer;
    private OAuthTokens tokens;
    private TestProxy proxy;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.tls(TestCa.create(folder.resolve("id")).publicIdentity());
        issuer.says(200, TokenMint.keys(mint));
        OAuthSettings settings =
                UsersFixture.bind(
                        OAuthSettings.class,
                        """
                        g_oauth_jwks_url "%s"
                        g_oauth_ca_file "%s"
                        g_oauth_timeout "30s"
                        g_oauth_issuer "https://id.example.test"
                        g_oauth_audience "mail"
                        g_oauth_scope "mail"
                        g_oauth_discovery_url "https://id.example.test/about"
                        """
                                .formatted(
                                        issuer.url("https", "localhost"),
                                        folder.resolve("id/public.crt")));
        tokens = OAuthTokens.of(settings, clock, new Random(1)).orElseThrow();
        proxy = new TestProxy(folder.resolve("px"), true);
        proxy.logins(TestProxy.logins("XOAUTH2, OAUTHBEARER", Optional.empty()))
                .oauth(settings)
                .tokens(tokens);
        proxy.users().with(ALICE, "be1");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        tokens.close();
        issuer.close();
    }

    private TestProxy running(Service service) throws Exception {
        ScriptedBackend.Script script =
                switch (service) {
                    case IMAP -> scripts.imap(Scripts::echo);
                    case POP3 -> scripts.pop3(Scripts::echo);
                    case SIEVE -> scripts.sieve(Scripts::echo);
                    case SUBMISSION, SMTP, LMTP -> scripts.smtp(Scripts::echo);
                };
        proxy.backend("be1", script);
        return proxy.start();
    }

    private String token(String claim, Object value) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", "https://id.example.test");
        claims.put("aud", "mail");
        claims.put("scope", "openid mail");
        claims.put("email", ALICE);
        claims.put("exp", clock.instant().getEpochSecond() + 300);
        claims.put(claim, value);
        return mint.token(claims);
    }

    private String good() {
        return token("email", ALICE);
    }

    @ParameterizedTest
    @CsvSource({
        "IMAP, * CAPABILITY IMAP4rev1 IDLE, a NO [AUTHENTICATIONFAILED] Authentication failed",
        "POP3, +OK 0 messages, -ERR [AUTH] Authentication failed",
        "SUBMISSION, 235 2.7.0 Welcome, 535 5.7.8 Authentication failed",
        "SIEVE, OK \"Logged in\", NO \"Authentication failed\"",
    })
    void goodTokensLogInAndBadOnesAreComplainedAbout(
            Service service, String welcome, String refusal) throws Exception {
        running(service);
        String expired = token("exp", clock.instant().getEpochSecond() - 61);
        try (TokenClient client = TokenClient.of(proxy, service)) {
            assertTrue(client.offers("XOAUTH2") && client.offers("OAUTHBEARER"));
            String line = client.login("XOAUTH2", TokenClient.xoauth2(ALICE, expired));
            assertEquals(HINT_X, client.challenge(line));
            assertEquals(refusal, client.respond(""));
            line = client.loginAfterChallenge("XOAUTH2", TokenClient.xoauth2(ALICE, good()));
            assertEquals(welcome, line);
        }
        try (TokenClient client = TokenClient.of(proxy, service)) {
            String line =
                    client.loginAfterChallenge("OAUTHBEARER", TokenClient.bearer(ALICE, expired));
            assertEquals(HINT, client.challenge(line));
            assertEquals(refusal, client.respond("\u0001"));
            line = client.login("OAUTHBEARER", TokenClient.bearer(ALICE, good()));
            assertEquals(welcome, line);
        }
        for (int i = 0; i < 2; i++) {
            assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
        }
        assertEquals(2, proxy.logins(service, "authentication"));
        assertEquals(1, issuer.questions().size());
    }

    @ParameterizedTest
    @CsvSource({
        "IMAP, * CAPABILITY IMAP4rev1 IDLE, a NO [UNAVAILABLE]",
        "POP3, +OK 0 messages, -ERR [SYS/TEMP]",
        "SUBMISSION, 235 2.7.0 Welcome, 454 4.7.0",
        "SIEVE, OK \"Logged in\", NO (TRYLATER)",
    })
    void anIssuerThatDoesNotAnswerIsAnOutage(Service service, String welcome, String outage)
            throws Exception {
        running(service);
        issuer.says(503, "");
        try (TokenClient client = TokenClient.of(proxy, service)) {
            for (String name : new String[] {ALICE, "nobody@example.test"}) {
                String line = client.login("XOAUTH2", TokenClient.xoauth2(name, good()));
                assertTrue(line.startsWith(outage), line);
            }
            issuer.says(200, TokenMint.keys(mint));
            clock.move(Duration.ofSeconds(5));
            assertEquals(welcome, client.login("OAUTHBEARER", TokenClient.bearer(ALICE, good())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OAUTHBEARER, ''",
        "OAUTHBEARER, alice",
        "XOAUTH2, ALICE@example.test",
        "XOAUTH2, alice",
    })
    void aTokenMayCompleteTheNameOfTheLogin(String mechanism, String name) throws Exception {
        running(Service.IMAP);
        try (TokenClient client = TokenClient.of(proxy, Service.IMAP)) {
            String message =
                    mechanism.equals("XOAUTH2")
                            ? TokenClient.xoauth2(name, good())
                            : TokenClient.bearer(name, good());
            assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.login(mechanism, message));
            assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@example.test", "bob", "alice@other.test", "alic"})
    void aTokenIsForItsOwnUserAlone(String name) throws Exception {
        proxy.users().with("bob@example.test", "be1");
        running(Service.IMAP);
        refusedAsABadToken(name, good());
    }

    @Test
    void howAClientCameInDoesNotChangeWhoseTheTokenIs() throws Exception {
        proxy.users().with("alice@other.test", "be1");
        proxy.loginDomain("127.0.0.1", "", "other.test");
        running(Service.IMAP);
        refusedAsABadToken("alice", good());
        refusedAsABadToken("alice", token("email", "alice"));
    }

    @Test
    void theUserDatabaseHasTheLastWord() throws Exception {
        proxy.users().closed("closed@example.test");
        proxy.users().barred("barred@example.test");
        running(Service.IMAP);
        try (TokenClient client = TokenClient.of(proxy, Service.IMAP)) {
            for (String name : new String[] {"closed@example.test", "barred@example.test"}) {
                assertEquals(
                        "a NO [AUTHORIZATIONFAILED] Account is not available",
                        client.login("XOAUTH2", TokenClient.xoauth2(name, token("email", name))));
            }
        }
        refusedAsABadToken("nobody@example.test", token("email", "nobody@example.test"));
        proxy.users().silent(true);
        try (TokenClient client = TokenClient.of(proxy, Service.IMAP)) {
            assertEquals(
                    "a NO [UNAVAILABLE] Temporarily unavailable, try later",
                    client.login("XOAUTH2", TokenClient.xoauth2(ALICE, good())));
        }
        assertEquals(0, proxy.users().callsOnEventLoops());
    }

    private void refusedAsABadToken(String name, String token) throws Exception {
        try (TokenClient client = TokenClient.of(proxy, Service.IMAP)) {
            String line = client.login("XOAUTH2", TokenClient.xoauth2(name, token));
            assertEquals(HINT_X, client.challenge(line));
            assertEquals("a NO [AUTHENTICATIONFAILED] Authentication failed", client.respond(""));
        }
    }

    @Test
    void aSilentIssuerKeepsNobodyElseWaiting() throws Exception {
        running(Service.IMAP);
        issuer.fallsSilent();
        try (TokenClient client = TokenClient.of(proxy, Service.IMAP)) {
            String message = TokenClient.xoauth2(ALICE, good());
            CompletableFuture<String> coming =
                    CompletableFuture.supplyAsync(
                            () -> login(client, message), task -> Thread.ofVirtual().start(task));
            Eventually.holds("a question", () -> !issuer.questions().isEmpty());
            for (int i = 0; i < 8; i++) { // on each event loop
                try (Wire other = proxy.tls(Service.IMAP)) {
                    other.line();
                    assertEquals("b OK NOOP completed", other.ask("b NOOP"));
                }
            }
            assertFalse(coming.isDone());
            issuer.says(200, TokenMint.keys(mint));
            assertEquals("* CAPABILITY IMAP4rev1 IDLE", coming.get());
        }
    }

    private static String login(TokenClient client, String message) {
        try {
            return client.login("XOAUTH2", message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
