package org.tohost.deploy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void nothingTookNoTime() {
        assertEquals(new Latencies.Percentiles(0, 0, 0, 0, 0), new Latencies().percentiles());
    }

    @Test
    void percentilesAreRightToThreePercent() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.add(millis * 1_000_000L);
        }
        Latencies.Percentiles found = latencies.percentiles();
        assertEquals(1000, found.count());
        assertNear(500, found.p50());
        assertNear(900, found.p90());
        assertNear(990, found.p99());
        assertNear(1000, found.max());
    }

    @Test
    void everyTimeHasAPlace() {
        Latencies latencies = new Latencies();
        latencies.add(-1);
        latencies.add(0);
        latencies.add(Long.MAX_VALUE);
        for (int bits = 0; bits < 62; bits++) {
            latencies.add(1L << bits);
        }
        assertEquals(65, latencies.percentiles().count());
    }

    private static void assertNear(double wanted, double found) {
        assertTrue(Math.abs(found - wanted) <= 0.035 * wanted, wanted + " is told as " + found);
    }
}
