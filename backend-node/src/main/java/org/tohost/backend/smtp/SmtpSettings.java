package org.tohost.backend.smtp;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;

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
                int maxErrors) {}
