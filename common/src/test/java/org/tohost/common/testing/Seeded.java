package org.tohost.common.testing;

import java.util.SplittableRandom;

/// Runs a property with the seeds 1, 2, 3 and so on, so that a failure comes again. The failing
/// seed is in the message; `-Dtohost.seed=SEED` runs that one alone.
public final class Seeded {
    private static final String PROPERTY = "tohost.seed";

    private Seeded() {}

    /// Something that must hold whatever the dice say.
    @FunctionalInterface
    public interface Property {
        /// Throws if it does not hold.
        void holds(Dice dice) throws Exception;
    }

    /// Checks the property as many times as told.
    public static void check(int runs, Property property) {
        Long chosen = Long.getLong(PROPERTY);
        if (chosen != null) {
            checkOne(chosen, property);
            return;
        }
        for (long seed = 1; seed <= runs; seed++) {
            checkOne(seed, property);
        }
    }

    private static void checkOne(long seed, Property property) {
        try {
            property.holds(new Dice(new SplittableRandom(seed)));
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " (again with -D" + PROPERTY + "=" + seed + "): " + e, e);
        }
    }
}
