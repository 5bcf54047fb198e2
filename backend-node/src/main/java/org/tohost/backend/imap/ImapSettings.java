package org.tohost.backend.imap;

import java.time.Duration;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// Limits of the IMAP server.
@Group("IMAP")
public record ImapSettings(
        @Setting(
                        name = "g_imap_append_limit",
                        def = "50MiB",
                        doc = "The largest message that APPEND takes.")
                ByteSize appendLimit,
        @Setting(
                        name = "g_imap_timeout",
                        def = "30m",
                        doc =
                                "How long a logged-in client may be silent (RFC 9051 5.4: 30m at least).")
                Duration timeout,
        @Setting(
                        name = "g_imap_idle_notify",
                        def = "2m",
                        doc = "How often a client in IDLE is told that the server is still there.")
                Duration idleNotify) {
    private static final long LARGEST = 1L << 30;

    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if a limit is none, or a message could not be stored
    public ImapSettings {
        if (appendLimit.octets() == 0 || appendLimit.octets() > LARGEST) {
            throw new Failure.Syntax("g_imap_append_limit must be above zero, at most 1GiB");
        }
        if (timeout.toMillis() == 0 || idleNotify.toMillis() == 0) {
            throw new Failure.Syntax("g_imap_timeout and g_imap_idle_notify must be above zero");
        }
    }
}
