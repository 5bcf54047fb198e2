package org.tohost.common.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.TestIssuer;

final class IntrospectionTest {
    private static final String TOKEN = "a+b/c==";

    private final HandClock clock = new HandClock();
    private TestIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.plain();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private String good(long seconds) {
        return "{\"active\":true,\"email\":\"fred@example.net\",\"aud\":\"mail\",\"exp\":"
                + (clock.instant().getEpochSecond() + seconds)
                + "}";
    }

    private TokenCheck.Verdict ask(String more) {
        try (OAuthTokens tokens = OAuthFixture.asked(issuer, more, clock)) {
            return OAuthFixture.ask(tokens, TOKEN);
        }
    }

    @Test
    void asksTheServerByItsOwnName(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "p:w d\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        issuer.says(200, good(10));
        assertEquals(
                OAuthFixture.FREDS,
                ask("g_oauth_client_id \"mail\"\ng_oauth_client_secret_file \"" + secret + "\"\n"));
        // mail:p%3Aw+d
        assertEquals(
                List.of(
                        "Basic bWFpbDpwJTNBdytk"
                                + " token_type_hint=access_token&token=a%2Bb%2Fc%3D%3D"),
                issuer.questions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'active':false}|not active",
                "{'active':true,'email':'fred@example.net'}|meant for somebody else",
                "{'active':true,'aud':'mail'}|without email",
                "{'active':true,'aud':'mail','email':'fred@example.net','exp':1}|expired",
            })
    void refusesWhatTheServerDoesNotVouchFor(String answer, String why) {
        issuer.says(200, answer.replace('\'', '"'));
        assertEquals(new TokenCheck.Verdict.Bad(why), ask(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|",
                "500|{'active':false}",
                "204|",
                "200|",
                "200|[1]",
                "200|<html>",
                "200|{}",
                "200|{'active':'false'}",
            })
    void takesNoErrorForAnAnswer(int status, String answer) {
        issuer.says(status, answer == null ? "" : answer.replace('\'', '"'));
        assertInstanceOf(TokenCheck.Verdict.Unavailable.class, ask(""));
    }

    @Test
    void asksOnceWhileTheAnswerIsRemembered() {
        try (OAuthTokens tokens =
                OAuthFixture.asked(issuer, "g_oauth_cache_ttl \"20s\"\n", clock)) {
            issuer.says(200, good(3600));
            assertEquals(OAuthFixture.FREDS, OAuthFixture.ask(tokens, TOKEN));
            issuer.says(200, "{\"active\":false}");
            clock.move(Duration.ofSeconds(19));
            assertEquals(OAuthFixture.FREDS, OAuthFixture.ask(tokens, TOKEN));
            assertInstanceOf(TokenCheck.Verdict.Bad.class, OAuthFixture.ask(tokens, "other"));
            clock.move(Duration.ofSeconds(1));
            assertInstanceOf(TokenCheck.Verdict.Bad.class, OAuthFixture.ask(tokens, TOKEN));
            issuer.says(200, good(3600)); // what was bad is asked about again
            assertEquals(OAuthFixture.FREDS, OAuthFixture.ask(tokens, TOKEN));
        }
    }

    @Test
    void remembersNothingBeyondTheEndOfTheToken() {
        try (OAuthTokens tokens = OAuthFixture.asked(issuer, "", clock)) {
            issuer.says(200, good(5));
            assertEquals(OAuthFixture.FREDS, OAuthFixture.ask(tokens, TOKEN));
            clock.move(Duration.ofSeconds(5));
            issuer.says(200, "{\"active\":false}");
            assertInstanceOf(TokenCheck.Verdict.Bad.class, OAuthFixture.ask(tokens, TOKEN));
        }
    }

    @Test
    void asksEachTimeIfItIsToldSo() {
        try (OAuthTokens tokens = OAuthFixture.asked(issuer, "g_oauth_cache_ttl \"0s\"\n", clock)) {
            issuer.says(200, good(3600));
            assertEquals(OAuthFixture.FREDS, OAuthFixture.ask(tokens, TOKEN));
            assertEquals(OAuthFixture.FREDS, OAuthFixture.ask(tokens, TOKEN));
            assertEquals(2, issuer.questions().size());
        }
    }
}
