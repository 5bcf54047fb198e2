package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PausesTest {
    @Test
    void growFromATenthOfASecondToASecondLessAPart() {
        var pauses = new Pauses(new Random(7), _ -> {});
        for (int i = 0; i < 100; i++) {
            assertBetween(50, 100, pauses.after(1));
            assertBetween(100, 200, pauses.after(2));
            assertBetween(200, 400, pauses.after(3));
            assertBetween(400, 800, pauses.after(4));
            assertBetween(500, 1000, pauses.after(5));
            assertBetween(500, 1000, pauses.after(Integer.MAX_VALUE));
        }
    }

    private static void assertBetween(long least, long most, Duration pause) {
        long millis = pause.toMillis();
        assertTrue(millis > least && millis <= most, pause::toString);
    }
}
