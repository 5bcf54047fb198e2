package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class TimestampWindowTest {
    private final HandClock clock = new HandClock();
    private final Instant start = clock.instant();
    private final TimestampWindow window = window(clock);

    private static TimestampWindow window(HandClock clock) {
        Instant start = clock.instant();
        return new TimestampWindow(() -> start.until(clock.instant(), ChronoUnit.NANOS), clock);
    }

    @Test
    void theServersClockIsAtLeastTheNewestTimestampAndTheTimeSince() {
        Instant old = start.minusSeconds(500);
        window.restart(old);
        assertEquals(old.minus(TimestampWindow.OVERLAP), window.from());
        clock.move(Duration.ofSeconds(30));
        assertEquals(old.plusSeconds(30).minus(TimestampWindow.OVERLAP), window.from());
        assertTrue(window.tells("uid=a", start, "1", false));
        assertEquals(start.minus(TimestampWindow.OVERLAP), window.from());
    }

    @Test
    void aTimestampFromTheFutureCountsWhenThatComes() {
        window.restart(start);
        Instant future = start.plusSeconds(3600);
        assertTrue(window.tells("uid=a", future, "1", true));
        assertFalse(window.from().isAfter(start), "what is changed now is still asked for");
        window.forget();
        assertFalse(window.tells("uid=a", future, "1", true), "told once");
        assertTrue(window.tells("uid=b", start.plusSeconds(1), "2", true));
        clock.move(Duration.ofHours(1));
        assertFalse(window.tells("uid=a", future, "1", true));
        assertEquals(future.minus(TimestampWindow.OVERLAP), window.from());
    }

    @Test
    void tellsOnceMoreWhenTheSecondIsOver() {
        window.restart(start);
        assertTrue(window.tells("uid=a", start, "1", false));
        assertFalse(window.tells("uid=a", start, "1", false));
        clock.move(Duration.ofSeconds(5));
        assertTrue(window.tells("uid=a", start, "1", false));
        assertFalse(window.tells("uid=a", start, "1", false));
        assertTrue(window.tells("uid=a", start.plusSeconds(1), "2", false));
    }

    @Test
    void tellsOnlyOnceWhatDiffersEachTime() {
        window.restart(start);
        assertTrue(window.tells("uid=a", start, "1", true));
        clock.move(Duration.ofSeconds(5));
        assertFalse(window.tells("uid=a", start, "1", true));
        assertTrue(window.tells("uid=a", start, "2", true));
    }

    /// Entries that change at random, also twice in a second, and show up to 4 s later: the last
    /// state of each is told, and never more than twice for each change.
    @Test
    void missesNothing() {
        Seeded.check(200, dice -> new Simulation(dice).run());
    }

    private static final class Simulation {
        private final Dice dice;
        private final HandClock clock = new HandClock();
        private final TimestampWindow window = window(clock);
        private final Map<String, Row> rows = new TreeMap<>();

        private record Row(Instant stamp, int version, int told, int times) {}

        Simulation(Dice dice) {
            this.dice = dice;
            window.restart(clock.instant());
        }

        void run() {
            for (int step = 0; step < 200; step++) {
                clock.move(Duration.ofMillis(dice.upTo(600)));
                if (step < 150 && dice.upTo(2) > 0) {
                    change("uid=" + dice.upTo(4));
                }
                poll();
            }
            rows.forEach((dn, row) -> {
                assertEquals(row.version, row.told, dn);
                assertTrue(row.times <= 2 * row.version, dn);
            });
        }

        private void change(String dn) {
            Instant now = clock.instant().minusMillis(dice.upTo(4000));
            Instant second = now.truncatedTo(ChronoUnit.SECONDS);
            Row row = rows.getOrDefault(dn, new Row(second, 0, 0, 0));
            rows.put(dn, new Row(second, row.version + 1, row.told, row.times));
        }

        private void poll() {
            window.forget();
            Instant from = window.from().truncatedTo(ChronoUnit.SECONDS);
            rows.replaceAll((dn, row) -> row.stamp.isBefore(from) ? row : answer(dn, row));
        }

        private Row answer(String dn, Row row) {
            return window.tells(dn, row.stamp, row.stamp.toString(), false)
                    ? new Row(row.stamp, row.version, row.version, row.times + 1)
                    : row;
        }
    }
}
