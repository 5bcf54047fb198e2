package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Eventually;

/// The test answers each question of the health, and ends each of its pauses.
class HealthTest {
    private final ScriptedClock clock = new ScriptedClock();
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
    private final Health health =
            new Health("the directory", this::asked, new Pauses(new Random(3), this::pause), clock);

    @AfterEach
    void stop() {
        health.close();
    }

    @Test
    void withoutNewsItAsksAndSaysNo() {
        assertFalse(health.good());
        answers.add(Optional.empty());
        Eventually.holds("good", health::good);
    }

    @Test
    void anAnswerIsGoodNews() {
        health.answered();
        assertTrue(health.good());
        assertEquals(Optional.empty(), health.down());
    }

    @Test
    void aFailureIsNothingIfTheDirectoryAnswersItsQuestion() {
        health.answered();
        health.failed("reset");
        answers.add(Optional.empty());
        Eventually.holds("asked", answers::isEmpty);
        assertTrue(health.good());
        assertEquals(0, health.outages());
    }

    @Test
    void downAfterTwoFailuresUntilAnAnswerComes() throws Exception {
        health.answered();
        health.failed("reset");
        answers.add(Optional.of("refused"));
        Eventually.holds("down", () -> health.down().equals(Optional.of("refused")));
        assertFalse(health.good());
        Duration first = pauses.take();
        ends.add(true);
        answers.add(Optional.of("still refused"));
        Duration second = pauses.take();
        assertTrue(first.compareTo(second) < 0);
        assertEquals(Optional.of("still refused"), health.down());
        health.answered(); // of an operation that began earlier
        assertFalse(health.good());
        ends.add(true);
        answers.add(Optional.empty());
        Eventually.holds("good", health::good);
        assertEquals(1, health.outages());
    }

    @Test
    void isNotAskedAgainAtOnceAfterAGoodAnswer() {
        assertFalse(health.good());
        answers.add(Optional.empty());
        Eventually.holds("good", health::good);
        health.failed("overloaded");
        clock.advance(Duration.ofSeconds(2));
        answers.add(Optional.of("refused"));
        assertTrue(health.good());
        Eventually.holds(
                "down",
                () -> {
                    health.failed("refused");
                    return !health.good();
                });
    }

    private Optional<String> asked() {
        return next(answers);
    }

    private void pause(Duration time) throws InterruptedException {
        pauses.add(time);
        var _ = ends.take();
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
