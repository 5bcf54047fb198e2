package org.tohost.common.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Eventually;
import org.tohost.common.testing.TestIssuer;
import org.tohost.common.testing.TokenMint;

/// Keys come, go and cannot be had.
final class IssuerKeysTest {
    private final HandClock clock = new HandClock();
    private final TokenMint old = TokenMint.create("old");
    private final TokenMint young = TokenMint.create("young");
    private TestIssuer issuer;
    private OAuthTokens tokens;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.plain().says(200, TokenMint.keys(old));
        tokens = OAuthFixture.signed(issuer, clock);
    }

    @AfterEach
    void stop() {
        tokens.close();
        issuer.close();
    }

    private TokenCheck.Verdict ask(TokenMint mint) {
        return OAuthFixture.ask(tokens, mint.token(OAuthFixture.claims(clock)));
    }

    private void good(TokenMint mint) {
        assertEquals(OAuthFixture.FREDS, ask(mint));
    }

    private void unavailable(TokenMint mint) {
        assertInstanceOf(TokenCheck.Verdict.Unavailable.class, ask(mint));
    }

    private void bad(TokenMint mint) {
        assertEquals(
                new TokenCheck.Verdict.Bad("signed by a key that the issuer does not have"),
                ask(mint));
    }

    private void asked(int times) {
        assertEquals(times, issuer.questions().size());
    }

    @Test
    void areReadAgainForANewKeyAndWhenTheyAreOld() {
        good(old);
        clock.move(Duration.ofMinutes(1));
        issuer.says(200, TokenMint.keys(old, young));
        good(old);
        asked(1);
        good(young);
        good(old);
        asked(2);
        issuer.says(200, TokenMint.keys(young));
        clock.move(Duration.ofMinutes(11));
        bad(old);
        asked(3);
    }

    @Test
    void areNotReadForEachKeyThatNobodyHas() {
        bad(young);
        good(old);
        clock.move(Duration.ofSeconds(1));
        unavailable(young); // who knows; the issuer was asked a moment ago
        good(old);
        asked(1);
        clock.move(Duration.ofSeconds(4));
        bad(young);
        asked(2);
    }

    @Test
    void stayGoodForAnHourWhileTheirIssuerIsAway() {
        good(old);
        issuer.says(500, "");
        clock.move(Duration.ofMinutes(59));
        good(old);
        asked(2);
        good(old);
        asked(2);
        unavailable(young);
        clock.move(Duration.ofMinutes(2));
        unavailable(old);
        asked(3);
        unavailable(old);
        asked(3);
        issuer.says(200, TokenMint.keys(old));
        clock.move(Duration.ofSeconds(5));
        good(old);
        asked(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|",
                "200|",
                "200|<html>",
                "200|[]",
                "200|{}",
                "200|{\"keys\":[]}",
                "200|{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "200|{\"keys\":[{\"kty\":\"RSA\"}]}",
            })
    void areAnOutageIfThereAreNone(int status, String answer) {
        issuer.says(status, answer == null ? "" : answer);
        unavailable(old);
    }

    @Test
    void mayBeOfKindsThatNobodyKnows() {
        issuer.says(
                200,
                TokenMint.keys(old)
                        .replace("{\"keys\":[", "{\"keys\":[{\"kty\":\"new\",\"kid\":\"n\"},"));
        good(old);
    }

    @Test
    void areReadOnceHoweverManyWait() throws Exception {
        issuer.fallsSilent();
        String token = old.token(OAuthFixture.claims(clock));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<TokenCheck.Verdict>> coming =
                    Stream.generate(() ->
                                    CompletableFuture.supplyAsync(
                                            () -> OAuthFixture.ask(tokens, token), threads))
                            .limit(20)
                            .toList();
            Eventually.holds("a question", () -> !issuer.questions().isEmpty());
            issuer.says(200, TokenMint.keys(old));
            for (CompletableFuture<TokenCheck.Verdict> verdict : coming) {
                assertEquals(OAuthFixture.FREDS, verdict.get());
            }
        }
        asked(1);
    }

    @Test
    void doNotKeepThoseWaitingWhoseKeyIsKnown() {
        good(old);
        clock.move(Duration.ofMinutes(11));
        issuer.fallsSilent();
        CompletableFuture<TokenCheck.Verdict> first = CompletableFuture.supplyAsync(() -> ask(old));
        Eventually.holds("a question", () -> issuer.questions().size() == 2);
        good(old);
        issuer.says(200, TokenMint.keys(old));
        assertEquals(OAuthFixture.FREDS, first.join());
    }
}
