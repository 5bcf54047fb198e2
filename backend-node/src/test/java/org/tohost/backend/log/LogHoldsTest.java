package org.tohost.backend.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogHoldsTest {
    @Test
    void whatIsHeldIsNotFreed() throws IOException {
        LogHolds holds = new LogHolds();
        AtomicInteger freed = new AtomicInteger();
        try (LogHold _ = holds.from(10)) {
            LogHold second = holds.from(5);
            assertTrue(holds.free(4, freed::incrementAndGet));
            assertFalse(holds.free(5, freed::incrementAndGet));
            second.close();
            second.close();
            assertTrue(holds.free(9, freed::incrementAndGet));
            assertFalse(holds.free(10, freed::incrementAndGet));
        }
        assertTrue(holds.free(10, freed::incrementAndGet));
        assertEquals(3, freed.get());
    }
}
