package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "2, 20", "3, 40", "7, 600", "1000000, 600"})
    void doublesUpToTheMaximum(int tries, long seconds) {
        Random random = new Random(7);
        Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10), random);
        for (int i = 0; i < 100; i++) {
            long millis = backoff.after(tries).toMillis();
            assertTrue(millis >= seconds * 800 && millis <= seconds * 1200, tries + ": " + millis);
        }
    }
}
