package org.tohost.common.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.Secret;
import org.tohost.common.fixture.HandClock;

final class KnownTokensTest {
    private final HandClock clock = new HandClock();

    private KnownTokens keeping(Duration time) {
        return new KnownTokens(time, clock, new Random(1));
    }

    private static Secret token(int number) {
        return Secret.of("token" + number);
    }

    @Test
    void forgetsWhoWasNotSeenForLongest() {
        KnownTokens known = keeping(Duration.ofMinutes(1));
        Grant grant = new Grant(OAuthFixture.FRED, Optional.empty());
        for (int i = 0; i < 10_000; i++) {
            known.add(token(i), grant);
        }
        assertEquals(Optional.of(OAuthFixture.FRED), known.user(token(0)));
        known.add(token(10_000), grant);
        assertEquals(Optional.of(OAuthFixture.FRED), known.user(token(0)));
        assertEquals(Optional.empty(), known.user(token(1)));
        assertEquals(Optional.of(OAuthFixture.FRED), known.user(token(10_000)));
    }

    @Test
    void keepsNothingThatIsOver() {
        KnownTokens known = keeping(Duration.ofMinutes(1));
        known.add(token(1), new Grant(OAuthFixture.FRED, Optional.of(clock.instant())));
        assertEquals(Optional.empty(), known.user(token(1)));
    }
}
