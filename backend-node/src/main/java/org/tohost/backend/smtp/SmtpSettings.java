package org.tohost.backend.smtp;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.MatchList;
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
                int maxErrors,
        @Setting(
                        name = "g_smtp_max_unknown",
                        def = "50",
                        doc =
                                "For so many unknown recipients a client address may ask within"
                                        + " `g_smtp_unknown_time`; then it is turned away with 421 until that"
                                        + " is over. 0 for no limit. Counted by each back-end.")
                int maxUnknown,
        @Setting(
                        name = "g_smtp_unknown_time",
                        def = "10m",
                        doc = "How long unknown recipients are counted, from the first one on.")
                Duration unknownTime,
        @Setting(
                        name = "g_smtp_unknown_exempt",
                        def = "",
                        doc =
                                "Client addresses for which they are not counted, a match list: gateways"
                                        + " of your own, for example.")
                MatchList unknownExempt) {
    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if there is no time, not one error is allowed, or a number is below
    ///   zero
    public SmtpSettings {
        if (timeout.isZero()) {
            throw new Failure.Syntax("g_smtp_timeout must be above zero");
        }
        if (maxErrors < 1) {
            throw new Failure.Syntax("g_smtp_max_errors must be 1 or more");
        }
        if (maxUnknown < 0 || !unknownTime.isPositive()) {
            throw new Failure.Syntax(
                    "g_smtp_max_unknown is 0 or more, g_smtp_unknown_time above zero");
        }
    }
}
