package org.tohost.common.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.NodeId;

class ChallengeTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void isFoundInAGreeting() {
        Challenge challenge = Challenge.next(random, new NodeId("be1.example.test"));
        assertEquals(
                Optional.of(challenge), Challenge.find("* OK Tohost ready " + challenge + " go"));
    }

    @Test
    void isNeverTheSame() {
        NodeId node = new NodeId("be1");
        assertNotEquals(Challenge.next(random, node), Challenge.next(random, node));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK POP3 ready",
                "+OK <1896.697170952@dbc.mtview.ca.us>",
                "* OK <0123456789abcdef0123456789abcdef@>",
                "* OK <0123456789abcdef0123456789abcdef@-be1>",
                "* OK <0123456789ABCDEF0123456789ABCDEF@be1>"
            })
    void otherGreetingsHaveNone(String greeting) {
        assertEquals(Optional.empty(), Challenge.find(greeting));
    }
}
