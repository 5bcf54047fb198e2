package org.tohost.backend.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;

class Pop3SettingsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static void refused(String what, Duration timeout, Duration delay, Duration expire) {
        Optional<Duration> days = Optional.of(expire);
        assertEquals(
                what,
                assertThrows(
                                Failure.Syntax.class,
                                () -> new Pop3Settings(timeout, true, 1, delay, days))
                        .getMessage());
    }

    @Test
    void haveBounds() {
        Duration zero = Duration.ZERO;
        refused("g_pop3_timeout must be above zero", zero, zero, zero);
        refused("g_pop3_login_delay must be at most 1d", MINUTE, Duration.ofHours(25), zero);
        refused("g_pop3_expire is a number of days", MINUTE, zero, Duration.ofHours(25));
        assertThrows(
                Failure.Syntax.class,
                () -> new Pop3Settings(MINUTE, true, 0, zero, Optional.empty()));
    }
}
