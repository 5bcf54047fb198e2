package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// What depends on the time: [BackOff] and [FailedChecks].
class PausesTest {
    private final HandClock clock = new HandClock();

    @Test
    void pausesGrowUpToHalfAMinute() {
        BackOff backOff = new BackOff(clock, 2);
        backOff.failed();
        backOff.failed();
        assertTrue(backOff.over());
        for (long millis : new long[] {100, 200, 400, 800}) {
            backOff.failed();
            assertEquals(millis, pause(backOff));
        }
        for (int i = 0; i < 100; i++) {
            backOff.failed();
        }
        assertEquals(30_000, pause(backOff));
    }

    @Test
    void anAnswerEndsThem() {
        BackOff backOff = new BackOff(clock, 0);
        backOff.failed();
        assertFalse(backOff.over());
        backOff.succeeded();
        assertTrue(backOff.over());
        backOff.failed();
        assertEquals(100, pause(backOff));
    }

    @Test
    void soManyChecksMayFailAMinute() {
        FailedChecks checks = new FailedChecks(3, clock);
        FailedChecks.Source one = FailedChecks.Source.client("10.0.0.1");
        for (int i = 0; i < 3; i++) {
            assertTrue(checks.mayFail(one));
            checks.failed(one);
        }
        assertFalse(checks.mayFail(one));
        assertTrue(checks.mayFail(FailedChecks.Source.client("10.0.0.2")));
        clock.pass(Duration.ofSeconds(20));
        assertTrue(checks.mayFail(one));
        checks.failed(one);
        assertFalse(checks.mayFail(one));
        clock.pass(Duration.ofMinutes(1));
        checks.failed(one);
        checks.failed(one);
        assertTrue(checks.mayFail(one));
    }

    private long pause(BackOff backOff) {
        Instant from = clock.instant();
        while (!backOff.over()) {
            clock.pass(Duration.ofMillis(1));
        }
        return Duration.between(from, clock.instant()).toMillis();
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
