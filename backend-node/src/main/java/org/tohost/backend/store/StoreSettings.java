package org.tohost.backend.store;

import java.nio.file.Path;
import org.tohost.backend.log.LogSettings;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// Where and how a back-end keeps its mail.
@Group("Store")
public record StoreSettings(
        @Setting(
                        name = "g_store_path",
                        def = "store",
                        doc = "The folder of the mail store; a relative path starts at `g_home`.")
                String folder,
        @Setting(
                        name = "g_store_segment_size",
                        def = "64MiB",
                        doc =
                                "The size of the files the store's log consists of, 4KiB to 1GiB. They are written full of zeros before use. A change holds for new files.")
                ByteSize segmentSize,
        @Setting(
                        name = "g_spool_memory",
                        def = "128KiB",
                        doc =
                                "Up to this size an incoming message is kept in memory until it is stored; a larger one goes through a file in the folder spool of the store.")
                ByteSize spoolMemory,
        @Setting(
                        name = "g_store_lanes",
                        def = "2",
                        doc =
                                "Threads that plan the changes of mailboxes, 1 to 64. They never wait for the disk.")
                int lanes) {
    private static final long LARGEST_SEGMENT = 1L << 30;
    private static final int MOST_LANES = 64;

    /// The defaults.
    public static final StoreSettings DEFAULT =
            new StoreSettings("store", new ByteSize(64L << 20), new ByteSize(128L << 10), 2);

    /// Checks the folder and the bounds.
    ///
    /// @throws Failure.Syntax if a value is out of its bounds
    public StoreSettings {
        if (folder.isBlank() || folder.indexOf('\0') >= 0) {
            throw new Failure.Syntax("g_store_path is not a path");
        }
        if (segmentSize.octets() < LogSettings.SMALLEST_SEGMENT
                || segmentSize.octets() > LARGEST_SEGMENT) {
            throw new Failure.Syntax("g_store_segment_size must be 4KiB to 1GiB");
        }
        if (spoolMemory.octets() > Integer.MAX_VALUE / 2) {
            throw new Failure.Syntax("g_spool_memory must be below 1GiB");
        }
        if (lanes < 1 || lanes > MOST_LANES) {
            throw new Failure.Syntax("g_store_lanes must be 1 to " + MOST_LANES);
        }
    }

    /// {@return the folder, where `home` is the value of `g_home`}
    public Path under(Path home) {
        return home.resolve(folder).normalize();
    }
}
