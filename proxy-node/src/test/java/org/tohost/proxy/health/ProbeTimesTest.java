package org.tohost.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;

final class ProbeTimesTest {
    private static final BackendService BE1 = new BackendService(new NodeId("be1"), Service.IMAP);
    private static final BackendService BE2 = new BackendService(new NodeId("be2"), Service.IMAP);

    private final ProbeTimes times = new ProbeTimes(Duration.ofSeconds(10), new Random(1));

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    @Test
    void asksAtOnceAndThenAboutEveryInterval() {
        long last = 0;
        assertEquals(List.of(BE1, BE2), times.due(List.of(BE1, BE2), at(0)));
        assertEquals(List.of(), times.due(List.of(BE1, BE2), at(0)));
        for (long now = 1; now < 1_000_000; now++) {
            if (!times.due(List.of(BE1), at(now)).isEmpty()) {
                assertTrue(now - last >= 8000 && now - last <= 12_000, "after " + (now - last));
                last = now;
            }
        }
        assertTrue(last > 980_000);
    }

    @Test
    void whoIsNewIsAskedAtOnce() {
        assertEquals(List.of(BE1), times.due(List.of(BE1), at(0)));
        assertEquals(List.of(BE2), times.due(List.of(BE1, BE2), at(1)));
        assertEquals(List.of(), times.due(List.of(BE1), at(2)));
        assertEquals(List.of(BE2), times.due(List.of(BE1, BE2), at(3)));
    }
}
