package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");
    private static final Candidates HALF = new Candidates(0.5, Duration.ofDays(30), NOW);

    private static SegmentUse segment(long number, long live, int deadForDays) {
        Optional<Instant> since =
                deadForDays < 0
                        ? Optional.empty()
                        : Optional.of(NOW.minus(Duration.ofDays(deadForDays)));
        return new SegmentUse(number, 100, live, since);
    }

    private static List<Long> chosen(long state, SegmentUse... all) {
        return HALF.of(List.of(all), state).stream().map(SegmentUse::number).toList();
    }

    @Test
    void sparseSegmentsAreChosen() {
        assertEquals(
                List.of(2L, 3L),
                chosen(10, segment(1, 50, 1), segment(2, 49, 1), segment(3, 0, -1)));
    }

    @Test
    void nothingIsChosenThatCostsMoreThanItWins() {
        assertEquals(List.of(), chosen(50, segment(1, 0, -1)));
        assertEquals(List.of(), chosen(60, segment(1, 40, 1), segment(2, 0, 1)));
        assertEquals(List.of(1L, 2L), chosen(59, segment(1, 40, 1), segment(2, 0, 1)));
        assertEquals(List.of(), chosen(0));
    }

    @Test
    void whatHasToGoGoesAndWhatHasToGoSoonWithIt() {
        assertEquals(List.of(), chosen(1000, segment(1, 99, 22), segment(2, 99, 15)));
        assertEquals(
                List.of(1L, 2L, 4L),
                chosen(
                        1000,
                        segment(1, 99, 23),
                        segment(2, 99, 15),
                        segment(3, 99, 14),
                        segment(4, 1, 0),
                        segment(5, 99, -1)));
    }
}
