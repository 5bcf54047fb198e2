package org.tohost.backend.pop3;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;

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
                int maxErrors) {}
