package org.tohost.common.domain;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// The name of one client's session, the same on every node it passes: 1 to 32 letters and digits.
public record SessionId(String text) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]{1,32}");

    /// Checks the shape.
    ///
    /// @throws Failure.Syntax if it is not 1 to 32 letters and digits
    public SessionId {
        if (!SHAPE.matcher(text).matches()) {
            throw new Failure.Syntax("a session id has 1 to 32 letters and digits");
        }
    }

    /// {@return a new id of 12 characters (62 bits)}
    public static SessionId next(RandomGenerator random) {
        String digits = Long.toString(random.nextLong() >>> 2, 36);
        return new SessionId("0".repeat(12 - Math.min(12, digits.length())) + digits);
    }

    @Override
    public String toString() {
        return text;
    }
}
