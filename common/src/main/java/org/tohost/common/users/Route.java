package org.tohost.common.users;

import java.util.Optional;
import org.tohost.common.authent.Finding;

/// What is kept of an answer, found or nobody: the search began at the tick `begun` and at `since`
/// (milliseconds of the clock). With it the password that was last right, and the tick at which one
/// was last refused (0 if none was).
record Route(
        Finding finding, long begun, long since, Optional<KnownPassword> password, long refused) {
    Route(Finding finding, long begun, long since) {
        this(finding, begun, since, Optional.empty(), 0);
    }

    /// {@return the route, with what is known of passwords if it still says what `older` said}
    Route inherit(Route older) {
        return finding.equals(older.finding)
                ? new Route(finding, begun, since, older.password, older.refused)
                : this;
    }

    /// {@return the route with a password that was right}
    Route accepted(KnownPassword right) {
        return new Route(finding, begun, since, Optional.of(right), refused);
    }

    /// {@return the route without a password, since one was refused at this tick}
    Route refused(long tick) {
        return new Route(finding, begun, since, Optional.empty(), tick);
    }

    /// {@return true if it is not older than so many milliseconds at `now`; an age below zero means
    /// that somebody set the clock back, and counts as too old}
    boolean isYounger(long millis, long now) {
        long age = now - since;
        return age >= 0 && age < millis;
    }

    boolean isFound() {
        return finding instanceof Finding.Found;
    }
}
