package org.tohost.backend.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.fixture.HandClock;

class LoginDelaysTest {
    private static final UserId ANNA = new UserId("anna@example.test");
    private static final UserId BERT = new UserId("bert@example.test");

    private final HandClock clock = new HandClock();
    private final LoginDelays delays = new LoginDelays(Duration.ofSeconds(10), clock);

    private void refused(UserId user) {
        Failure.Refused refused = assertThrows(Failure.Refused.class, () -> delays.login(user));
        assertEquals(Refusal.TOO_SOON, refused.refusal());
    }

    @Test
    void countFromTheLastLoginThatWasLetIn() {
        delays.login(ANNA);
        clock.move(Duration.ofSeconds(9));
        refused(ANNA);
        delays.login(BERT);
        clock.move(Duration.ofSeconds(1));
        delays.login(ANNA);
        refused(BERT);
    }

    @Test
    void endWhenTheClockIsPutBack() {
        delays.login(ANNA);
        clock.move(Duration.ofHours(-1));
        delays.login(ANNA);
        refused(ANNA);
    }

    @Test
    void areForgottenOnceTheyAreOver() {
        for (int i = 0; i < 5000; i++) {
            delays.login(new UserId("user" + i + "@example.test"));
            clock.move(Duration.ofSeconds(1));
        }
        assertEquals(true, delays.size() <= 1000, "kept: " + delays.size());
    }

    @Test
    void areNoneWhereNoneIsSet() {
        LoginDelays none = new LoginDelays(Duration.ZERO, clock);
        none.login(ANNA);
        none.login(ANNA);
        assertEquals(0, none.size());
    }
}
