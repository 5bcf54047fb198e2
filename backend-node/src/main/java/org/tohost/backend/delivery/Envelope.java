package org.tohost.backend.delivery;

import java.util.List;

/// What stands outside of a message: where it came from, who sent it (empty for the null reverse
/// path) and the accepted recipients, at least one.
public record Envelope(Origin origin, String sender, List<Recipient> recipients) {
    /// Copies the list.
    public Envelope {
        recipients = List.copyOf(recipients);
    }
}
