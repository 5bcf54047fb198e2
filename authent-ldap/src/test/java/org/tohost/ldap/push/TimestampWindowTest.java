package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class TimestampWindowTest {
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");

    private final AtomicLong nanos = new AtomicLong(77);
    private final TimestampWindow window = new TimestampWindow(nanos::get);

    @Test
    void theServersClockIsAtLeastTheNewestTimestampAndTheTimeSince() {
        window.restart(START);
        assertEquals(START.minus(TimestampWindow.OVERLAP), window.from());
        pass(Duration.ofSeconds(30));
        assertEquals(START.plusSeconds(30).minus(TimestampWindow.OVERLAP), window.from());
        Instant later = START.plusSeconds(500);
        assertTrue(window.tells("uid=a", later, "1", false));
        assertEquals(later.minus(TimestampWindow.OVERLAP), window.from());
    }

    @Test
    void tellsOnceMoreWhenTheSecondIsOver() {
        window.restart(START);
        assertTrue(window.tells("uid=a", START, "1", false));
        assertFalse(window.tells("uid=a", START, "1", false));
        pass(Duration.ofSeconds(5));
        assertTrue(window.tells("uid=a", START, "1", false));
        assertFalse(window.tells("uid=a", START, "1", false));
        assertTrue(window.tells("uid=a", START.plusSeconds(1), "2", false));
    }

    @Test
    void tellsOnlyOnceWhatDiffersEachTime() {
        window.restart(START);
        assertTrue(window.tells("uid=a", START, "1", true));
        pass(Duration.ofSeconds(5));
        assertFalse(window.tells("uid=a", START, "1", true));
        assertTrue(window.tells("uid=a", START, "2", true));
    }

    /// Entries that change at random, also twice in a second, and show up to 4 s later: the last
    /// state of each is told, and never more than twice for each change.
    @Test
    void missesNothing() {
        Seeded.check(200, dice -> new Simulation(dice).run());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static final class Simulation {
        private final Dice dice;
        private final AtomicLong nanos = new AtomicLong();
        private final TimestampWindow window = new TimestampWindow(nanos::get);
        private final Map<String, Row> rows = new TreeMap<>();

        private record Row(Instant stamp, int version, int told, int times) {}

        Simulation(Dice dice) {
            this.dice = dice;
            window.restart(START);
        }

        void run() {
            for (int step = 0; step < 200; step++) {
                nanos.addAndGet(Duration.ofMillis(dice.upTo(600)).toNanos());
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
            Instant now = START.plusNanos(nanos.get()).minusMillis(dice.upTo(4000));
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
