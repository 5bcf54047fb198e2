package org.tohost.backend.delivery;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How the queue tries again, and when it gives up.
@Group("Queue")
public record QueueSettings(
        @Setting(
                        name = "g_queue_retry_first",
                        def = "10s",
                        doc =
                                "Pause before the second try of a recipient whose owner could not be"
                                        + " reached; doubled after each further try.")
                Duration retryFirst,
        @Setting(name = "g_queue_retry_max", def = "10m", doc = "Longest pause between two tries.")
                Duration retryMax,
        @Setting(
                        name = "g_queue_lifetime",
                        def = "5d",
                        doc =
                                "How long a recipient is tried before the sender is told that the mail"
                                        + " could not be delivered.")
                Duration lifetime,
        @Setting(
                        name = "g_queue_runners",
                        def = "64",
                        doc = "How many messages of the queue are worked at at once.")
                int runners,
        @Setting(
                        name = "g_queue_destination_limit",
                        def = "8",
                        doc = "How many hand-overs to one back-end node run at once.")
                int destinationLimit) {
    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if a pause is none, or nothing may run
    public QueueSettings {
        if (retryFirst.isZero() || retryMax.compareTo(retryFirst) < 0) {
            throw new Failure.Syntax(
                    "g_queue_retry_first must be above zero, g_queue_retry_max not below it");
        }
        if (runners < 1) {
            throw new Failure.Syntax("g_queue_runners must be 1 or more");
        }
        if (destinationLimit < 1) {
            throw new Failure.Syntax("g_queue_destination_limit must be 1 or more");
        }
    }
}
