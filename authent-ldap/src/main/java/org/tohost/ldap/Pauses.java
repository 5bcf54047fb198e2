package org.tohost.ldap;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The pauses between tries to reach a server that is down: twice as long each time, from 100 ms up
/// to a second, and shorter by a random part of up to a half, so that nodes do not try in step.
record Pauses(RandomGenerator random, Sleep sleep) {
    private static final long FIRST = 100;
    private static final long LONGEST = 1000;

    /// How to let time pass.
    @FunctionalInterface
    interface Sleep {
        /// Returns when so much time has passed.
        void pass(Duration time) throws InterruptedException;
    }

    /// {@return the pause after so many tries that failed, one at least}
    Duration after(int failures) {
        long whole = Math.min(LONGEST, FIRST << Math.min(failures - 1, 10));
        return Duration.ofMillis(whole - random.nextLong(whole / 2));
    }

    /// Lets the pause after so many tries that failed pass.
    void pause(int failures) throws InterruptedException {
        sleep.pass(after(failures));
    }
}
