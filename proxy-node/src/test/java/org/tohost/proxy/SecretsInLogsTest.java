package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.oauth.OAuthSettings;
import org.tohost.common.oauth.OAuthTokens;
import org.tohost.common.testing.ScramClient;
import org.tohost.common.testing.TestIssuer;
import org.tohost.common.testing.TokenMint;
import org.tohost.common.testing.WholeLog;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.TokenClient;
import org.tohost.proxy.fixture.Wire;

/// Whether anything that clients prove themselves by gets into a log, at whatever level: in all
/// protocols, by all mechanisms, by logins that succeed, fail, or make no sense.
final class SecretsInLogsTest {
    private static final String ALICE = "alice@example.test";
    private static final String RIGHT = "s3cret"; // of everybody here
    private static final String WRONG = "c4nary-c4nary";

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();
    private final HandClock clock = new HandClock();
    private final TokenMint mint = TokenMint.create("k1");
    private final List<String> secrets = new ArrayList<>(List.of(RIGHT, WRONG));
    private TestIssuer issuer;
    private OAuthTokens tokens;
    private TestProxy proxy;

    @BeforeEach
    void prepare() throws Exception {
        issuer = TestIssuer.plain();
        issuer.says(200, TokenMint.keys(mint));
        OAuthSettings settings =
                UsersFixture.bind(
                        OAuthSettings.class,
                        """
                        g_oauth_jwks_url "%s"
                        g_oauth_issuer "https://id.example.test"
                        g_oauth_audience "mail"
                        """
                                .formatted(issuer.url("http", "127.0.0.1")));
        tokens = OAuthTokens.of(settings, clock, new Random(1)).orElseThrow();
        proxy = new TestProxy(folder, true);
        proxy.logins(
                        TestProxy.logins(
                                "SCRAM-SHA-256, PLAIN, LOGIN, XOAUTH2, OAUTHBEARER",
                                Optional.empty()))
                .oauth(settings)
                .tokens(tokens);
        proxy.users()
                .with(
                        ALICE,
                        ScramClient.verifier(RIGHT, new byte[] {1, 2, 3, 4, 5, 6}, 4096),
                        "be1");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        tokens.close();
        issuer.close();
    }

    private void start(ScriptedBackend.Script script) throws Exception {
        proxy.backend("be1", script);
        proxy.start();
    }

    private String token(String audience) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", "https://id.example.test");
        claims.put("aud", audience);
        claims.put("email", ALICE);
        claims.put("exp", clock.instant().getEpochSecond() + 300);
        String token = mint.token(claims);
        secrets.addAll(List.of(token.split("\\.", -1)).subList(1, 3));
        return token;
    }

    private void assertSilence(WholeLog log) {
        for (String secret : secrets) {
            assertEquals(List.of(), log.telling(secret), secret);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"IMAP", "POP3", "SUBMISSION", "SIEVE"})
    void noMechanismLeavesATrace(Service service) throws Exception {
        start(
                switch (service) {
                    case IMAP -> scripts.imap(Scripts::echo);
                    case POP3 -> scripts.pop3(Scripts::echo);
                    case SIEVE -> scripts.sieve(Scripts::echo);
                    case SUBMISSION, SMTP, LMTP -> scripts.smtp(Scripts::echo);
                });
        try (WholeLog log = new WholeLog()) {
            for (String password : List.of(WRONG, RIGHT)) {
                try (TokenClient client = TokenClient.of(proxy, service)) {
                    client.login("PLAIN", "\0" + ALICE + "\0" + password);
                }
                try (TokenClient client = TokenClient.of(proxy, service)) {
                    client.login("LOGIN", ALICE);
                    client.respond(password);
                }
                try (TokenClient client = TokenClient.of(proxy, service)) {
                    scram(client, password);
                }
            }
            for (String audience : List.of("others", "mail")) {
                try (TokenClient client = TokenClient.of(proxy, service)) {
                    client.login("XOAUTH2", TokenClient.xoauth2(ALICE, token(audience)));
                }
                try (TokenClient client = TokenClient.of(proxy, service)) {
                    client.login("OAUTHBEARER", TokenClient.bearer(ALICE, token(audience)));
                }
            }
            for (int i = 0; i < 5; i++) {
                assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
            }
            for (String mechanism : List.of("PLAIN", "LOGIN", "SCRAM-SHA-256", "XOAUTH2")) {
                assertFalse(log.with("mechanism=" + mechanism).isEmpty(), mechanism);
            }
            assertSilence(log);
        }
    }

    /// Its proof gives the password to whoever can guess it.
    private void scram(TokenClient client, String password) throws Exception {
        ScramClient scram = new ScramClient(ALICE, password);
        String challenge = client.challenge(client.login("SCRAM-SHA-256", scram.first()));
        String last = scram.last(challenge);
        secrets.add(last.substring(last.indexOf(",p=") + 3));
        String line = client.respond(last);
        if (line.startsWith("+ ") || line.startsWith("334 ") || line.startsWith("\"")) {
            client.respond(""); // what the server proved was a challenge
        }
    }

    @Test
    void noLoginOfImapLeavesATrace() throws Exception {
        start(scripts.imap(Scripts::echo));
        try (WholeLog log = new WholeLog()) {
            for (String command :
                    List.of(
                            "a LOGIN " + ALICE + " " + WRONG,
                            "a LOGIN " + ALICE + " {13+}\n" + WRONG,
                            "a LOGIN " + ALICE + " " + WRONG + " more",
                            "a LOGIN \"" + WRONG,
                            "a AUTHENTICATE PLAIN " + WRONG,
                            "a AUTHENTICATE PLAIN " + base64(WRONG),
                            "a AUTHENTICATE " + WRONG,
                            "a PASS " + WRONG,
                            "a LOGIN " + ALICE + " " + RIGHT)) {
                try (Wire client = proxy.plain(Service.IMAP)) {
                    client.line();
                    client.ask(command);
                }
            }
            assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
            assertTrue(log.with("event=login result=refused").size() >= 2);
            assertSilence(log);
        }
    }

    @Test
    void noLoginOfPop3LeavesATrace() throws Exception {
        start(scripts.pop3(Scripts::echo));
        try (WholeLog log = new WholeLog()) {
            for (String password : List.of(WRONG, RIGHT)) {
                try (Wire client = proxy.plain(Service.POP3)) {
                    client.line();
                    client.ask("PASS " + password);
                    client.ask("USER " + ALICE);
                    client.ask("PASS " + password);
                }
            }
            assertEquals(ALICE, scripts.ticket().user().orElseThrow().name());
            assertFalse(log.with("mechanism=USER").isEmpty());
            assertSilence(log);
        }
    }

    @Test
    void theTicketLeavesNone() throws Exception {
        start(guest -> {
            Wire wire = guest.wire();
            wire.send("* OK " + guest.challenge() + " ready\n");
            String[] login = wire.line().split(" ", -1);
            secrets.add(login[3]);
            wire.send(login[0] + " NO not you\n");
            wire.line();
        });
        try (WholeLog log = new WholeLog();
                Wire client = proxy.plain(Service.IMAP)) {
            client.line();
            assertTrue(client.ask("a LOGIN " + ALICE + " " + RIGHT).startsWith("a NO"));
            assertSilence(log);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
