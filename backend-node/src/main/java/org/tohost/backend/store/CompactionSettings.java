package org.tohost.backend.store;

import java.time.Duration;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How long mail that is gone is kept, and how its room is won back.
@Group("Store")
public record CompactionSettings(
        @Setting(
                        name = "g_expunge_keep",
                        def = "7d",
                        doc =
                                "How long mail that was expunged, and mailboxes that were deleted, can be brought back with `tohost store undelete`.")
                Duration keep,
        @Setting(
                        name = "g_store_purge",
                        def = "30d",
                        doc =
                                "When the time of `g_expunge_keep` is over, the octets of a message are off the disk at the latest so much later, 1h or more.")
                Duration purge,
        @Setting(
                        name = "g_store_compact_interval",
                        def = "1h",
                        doc =
                                "How often the store looks for room to win back in its log, and forgets what was kept for long enough; 1s or more.")
                Duration interval,
        @Setting(
                        name = "g_store_compact_live",
                        def = "50",
                        doc =
                                "A file of the log is written again when less than so many percent of it is mail that somebody has, 1 to 90. Less means that less is written and more room is taken.")
                int live,
        @Setting(
                        name = "g_store_compact_rate",
                        def = "20MiB",
                        doc =
                                "How much the store writes in a second, at most, to win room back in the background; 64KiB or more.")
                ByteSize rate) {
    private static final long SLOWEST = 64 << 10;
    private static final int MOST_LIVE = 90;

    /// The defaults.
    public static final CompactionSettings DEFAULT =
            new CompactionSettings(
                    Duration.ofDays(7),
                    Duration.ofDays(30),
                    Duration.ofHours(1),
                    50,
                    new ByteSize(20L << 20));

    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if a value is out of its bounds
    public CompactionSettings {
        if (keep.isNegative()) {
            throw new Failure.Syntax("g_expunge_keep must not be negative");
        }
        if (purge.compareTo(Duration.ofHours(1)) < 0) {
            throw new Failure.Syntax("g_store_purge must be 1h or more");
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new Failure.Syntax("g_store_compact_interval must be 1s or more");
        }
        if (live < 1 || live > MOST_LIVE) {
            throw new Failure.Syntax("g_store_compact_live must be 1 to " + MOST_LIVE);
        }
        if (rate.octets() < SLOWEST) {
            throw new Failure.Syntax("g_store_compact_rate must be 64KiB or more");
        }
    }
}
