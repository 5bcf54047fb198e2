package org.tohost.backend.imap;

import java.time.Duration;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;

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
                Duration idleNotify) {}
