package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final AtomicInteger probes = new AtomicInteger();
    private Instant now = Instant.EPOCH;

    @Test
    void goodNewsNeedNoProbeUntilTheyAreOld() {
        Health health = health();
        health.answered();
        assertTrue(good(health, false));
        assertEquals(0, probes.get());
        now = now.plus(Duration.ofMinutes(1));
        assertFalse(good(health, false));
        assertEquals(1, probes.get());
    }

    @Test
    void badNewsAreProbed() {
        Health health = health();
        health.failed("down");
        assertFalse(good(health, false));
        assertTrue(good(health, true));
        assertEquals(2, probes.get());
    }

    @Test
    void withoutNewsItAsks() {
        assertFalse(good(health(), false));
        assertEquals(1, probes.get());
    }

    private boolean good(Health health, boolean answer) {
        return health.good(() -> {
            probes.incrementAndGet();
            return answer;
        });
    }

    private Health health() {
        return new Health(
                new Clock() {
                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                });
    }
}
