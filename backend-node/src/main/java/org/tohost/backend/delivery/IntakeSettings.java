package org.tohost.backend.delivery;

import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;

/// What any incoming message may be.
@Group("Messages")
public record IntakeSettings(
        @Setting(
                        name = "g_message_max_size",
                        def = "100MiB",
                        doc = "Largest message that is accepted by SMTP; announced as SIZE.")
                ByteSize maxSize,
        @Setting(
                        name = "g_message_max_recipients",
                        def = "1000",
                        doc = "Most recipients of one message; further ones get 452.")
                int maxRecipients,
        @Setting(
                        name = "g_message_max_received",
                        def = "50",
                        doc =
                                "Most Received lines of a message that is accepted; one with more is"
                                        + " going in circles.")
                int maxReceived) {}
