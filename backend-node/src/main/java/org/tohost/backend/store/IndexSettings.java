package org.tohost.backend.store;

import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How much of the mail's state is in memory, and how the rest is looked up on the disk.
@Group("Store")
public record IndexSettings(
        @Setting(
                        name = "g_store_memory",
                        def = "128MiB",
                        doc =
                                "About how much memory the state of mailboxes (UIDs, flags, dates) may take; what was not used for longest leaves it and is read from the index when it is needed again. What changed since the index was last written is not counted.")
                ByteSize memory,
        @Setting(
                        name = "g_store_index_interval",
                        def = "64MiB",
                        doc =
                                "The index is written each time the log has grown by so much. A start reads at most a few times as much of the log.")
                ByteSize interval,
        @Setting(
                        name = "g_store_index_cache",
                        def = "32MiB",
                        doc =
                                "Memory outside the heap for what was read of the index. Beside it the index needs about twice `g_store_index_buffer`.")
                ByteSize cache,
        @Setting(
                        name = "g_store_index_buffer",
                        def = "16MiB",
                        doc =
                                "How much of what is written to the index gathers in memory, outside the heap, before it becomes a file.")
                ByteSize buffer,
        @Setting(
                        name = "g_store_readers",
                        def = "2",
                        doc = "Threads that read the index for sessions, 1 to 64.")
                int readers) {
    private static final long SMALLEST = 64 << 10;
    private static final int MOST_READERS = 64;

    /// The defaults.
    public static final IndexSettings DEFAULT =
            new IndexSettings(
                    new ByteSize(128L << 20),
                    new ByteSize(64L << 20),
                    new ByteSize(32L << 20),
                    new ByteSize(16L << 20),
                    2);

    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if a value is out of its bounds
    public IndexSettings {
        if (cache.octets() < SMALLEST || buffer.octets() < SMALLEST) {
            throw new Failure.Syntax(
                    "g_store_index_cache and g_store_index_buffer must be 64KiB or more");
        }
        if (readers < 1 || readers > MOST_READERS) {
            throw new Failure.Syntax("g_store_readers must be 1 to " + MOST_READERS);
        }
    }
}
