package org.tohost.backend.delivery;

import java.util.Optional;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;

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
                int maxReceived,
        @Setting(
                        name = "g_postmaster",
                        doc =
                                "The user who gets mail for `<postmaster>`, and for the postmaster of"
                                        + " each domain of ours that has no user of that name.")
                Optional<MailAddress> postmaster) {
    private static final long LARGEST = 1L << 30;

    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if nothing at all would be accepted, or what cannot be stored
    public IntakeSettings {
        if (maxSize.octets() == 0 || maxSize.octets() > LARGEST) {
            throw new Failure.Syntax("g_message_max_size must be above zero, at most 1GiB");
        }
        if (maxRecipients < 1) {
            throw new Failure.Syntax("g_message_max_recipients must be 1 or more");
        }
        if (maxReceived < 1) {
            throw new Failure.Syntax("g_message_max_received must be 1 or more");
        }
    }
}
