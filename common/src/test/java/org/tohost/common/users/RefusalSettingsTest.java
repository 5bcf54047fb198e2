package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

final class RefusalSettingsTest {
    private static final RefusalSettings SECOND = new RefusalSettings(Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION, 0, 1000",
        "AUTHENTICATION, 400, 600",
        "ACCOUNT, 999, 1",
        "AUTHENTICATION, 1000, 0",
        "AUTHENTICATION, 5000, 0",
        "TLS_REQUIRED, 0, 0"
    })
    void theWordOfARefusalWaits(Refusal refusal, long spent, long left) {
        Failure failure = new Failure.Refused(refusal, "");
        assertEquals(Duration.ofMillis(left), SECOND.pause(failure, Duration.ofMillis(spent)));
    }

    @Test
    void anOutageIsToldAtOnce() {
        assertEquals(Duration.ZERO, SECOND.pause(new Failure.Unavailable("down"), Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"1000, 0, 20", "1000, 5, 15", "1000, 30, 0", "0, 0, 0"})
    void aChallengeWaitsLess(long time, long spent, long left) {
        RefusalSettings settings = new RefusalSettings(Duration.ofMillis(time));
        assertEquals(Duration.ofMillis(left), settings.challengePause(Duration.ofMillis(spent)));
    }

    @Test
    void nobodyWaitsForever() {
        assertThrows(Failure.Syntax.class, () -> new RefusalSettings(Duration.ofSeconds(61)));
    }
}
