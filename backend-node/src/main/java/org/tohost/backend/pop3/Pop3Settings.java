package org.tohost.backend.pop3;

import java.time.Duration;
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
                int maxErrors) {
    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if there is no time, or not one error is allowed
    public Pop3Settings {
        if (timeout.isZero()) {
            throw new Failure.Syntax("g_pop3_timeout must be above zero");
        }
        if (maxErrors < 1) {
            throw new Failure.Syntax("g_pop3_max_errors must be 1 or more");
        }
    }
}
