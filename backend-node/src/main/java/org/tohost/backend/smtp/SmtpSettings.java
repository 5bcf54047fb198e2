package org.tohost.backend.smtp;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// What SMTP clients may do.
@Group("SMTP")
public record SmtpSettings(
        @Setting(
                        name = "g_smtp_timeout",
                        def = "5m",
                        doc = "How long an SMTP client may be silent (RFC 5321 4.5.3.2.7).")
                Duration timeout,
        @Setting(
                        name = "g_smtp_max_errors",
                        def = "20",
                        doc =
                                "After so many commands that were refused the session is ended with 421.")
                int maxErrors) {
    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if there is no time, or not one error is allowed
    public SmtpSettings {
        if (timeout.isZero()) {
            throw new Failure.Syntax("g_smtp_timeout must be above zero");
        }
        if (maxErrors < 1) {
            throw new Failure.Syntax("g_smtp_max_errors must be 1 or more");
        }
    }
}
