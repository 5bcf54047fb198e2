package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Schedule schedule = new Schedule(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void givesWhatIsDueInOrderAndNothingElse() {
        schedule.at("late", LATER);
        schedule.at("b", NOW);
        schedule.at("a", NOW.minusSeconds(1));
        assertEquals(Optional.of("a"), schedule.poll());
        assertEquals(Optional.of("b"), schedule.poll());
        assertEquals(Optional.empty(), schedule.poll());
    }

    @Test
    void theEarliestWishCounts() {
        schedule.at("a", LATER);
        schedule.at("a", NOW);
        schedule.at("a", LATER);
        assertEquals(Optional.of("a"), schedule.poll());
        assertEquals(Optional.empty(), schedule.poll());
    }

    @Test
    void aClaimedEntryIsNotGivenTwice() {
        schedule.at("a", NOW);
        assertEquals(Optional.of("a"), schedule.poll());
        schedule.at("a", NOW);
        assertEquals(Optional.empty(), schedule.poll());
        schedule.release("a", Optional.of(LATER));
        assertEquals(Optional.of("a"), schedule.poll(), "the wish made meanwhile counts");
        schedule.release("a", Optional.empty());
        assertEquals(Optional.empty(), schedule.poll());
    }

    @Test
    void closingLetsTheWaitingGo() throws InterruptedException {
        schedule.at("late", LATER);
        schedule.close();
        assertEquals(Optional.empty(), schedule.claim());
    }
}
