package org.tohost.backend.pop3;

import java.time.Duration;
import java.util.Optional;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// What POP3 clients may do.
@Group("POP3")
public record Pop3Settings(
        @Setting(
                        name = "g_pop3_timeout",
                        def = "10m",
                        doc = "How long a POP3 client may be silent after login (RFC 1939 3).")
                Duration timeout,
        @Setting(
                        name = "g_pop3_exclusive",
                        def = "true",
                        doc =
                                "Whether a user may have only one POP3 session at a time, as RFC 1939"
                                        + " asks; a second one gets [IN-USE].")
                boolean exclusive,
        @Setting(
                        name = "g_pop3_max_errors",
                        def = "20",
                        doc = "After so many commands that failed the session is ended.")
                int maxErrors,
        @Setting(
                        name = "g_pop3_login_delay",
                        def = "0s",
                        doc =
                                "How long a user has to wait between two POP3 logins; whoever comes"
                                        + " earlier gets [LOGIN-DELAY] (RFC 2449 6.5). 0: not at all,"
                                        + " and clients are told of no delay.")
                Duration loginDelay,
        @Setting(
                        name = "g_pop3_expire",
                        doc =
                                "After how many days at the earliest mail on the server is removed,"
                                        + " as POP3 clients are told (RFC 2449 6.7): `30d`; `0d`"
                                        + " tells them to leave nothing there. Nothing is removed by"
                                        + " it: it is for sites that clear mailboxes by other means."
                                        + " If it is missing they are told `NEVER`.")
                Optional<Duration> expire) {
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    /// {@return what suits a node that was told nothing else}
    public static Pop3Settings usual() {
        return new Pop3Settings(Duration.ofMinutes(10), true, 20, Duration.ZERO, Optional.empty());
    }

    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if there is no time, not one error is allowed, the delay is above a
    ///   day, or days are not whole
    public Pop3Settings {
        if (timeout.isZero()) {
            throw new Failure.Syntax("g_pop3_timeout must be above zero");
        }
        if (maxErrors < 1) {
            throw new Failure.Syntax("g_pop3_max_errors must be 1 or more");
        }
        if (loginDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new Failure.Syntax("g_pop3_login_delay must be at most 1d");
        }
        if (expire.filter(e -> !e.equals(Duration.ofDays(e.toDays()))).isPresent()) {
            throw new Failure.Syntax("g_pop3_expire is a number of days");
        }
    }
}
