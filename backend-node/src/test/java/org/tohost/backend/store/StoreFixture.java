package org.tohost.backend.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.tohost.backend.log.CommitMeter;
import org.tohost.backend.log.Disk;
import org.tohost.backend.log.FileDisk;
import org.tohost.backend.log.LogSettings;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;

/// Opens stores and makes mail for tests.
final class StoreFixture {
    static final UserId ANNA = new UserId("anna@example.test");
    static final UserId BERT = new UserId("bert@example.test");
    static final Instant NOW = Instant.parse("2026-11-22T01:02:03.456789Z");
    static final StoreSettings SMALL =
            new StoreSettings("store", new ByteSize(256 << 10), new ByteSize(4096), 3);

    /// So small that views, chunks and the index itself come and go all the time.
    static final IndexSettings TINY =
            new IndexSettings(
                    new ByteSize(32 << 10),
                    new ByteSize(16 << 10),
                    new ByteSize(64 << 10),
                    new ByteSize(64 << 10),
                    2);

    /// Compacts only when asked, and whatever is worth it.
    static final CompactionSettings EAGER =
            new CompactionSettings(
                    Duration.ofDays(7),
                    Duration.ofDays(30),
                    Duration.ofDays(1),
                    75,
                    new ByteSize(20 << 20));

    private StoreFixture() {}

    static MailStore open(Path folder) {
        return open(folder, new FileDisk());
    }

    static MailStore open(Path folder, Disk disk) {
        return open(folder, disk, SMALL);
    }

    static MailStore open(Path folder, Disk disk, StoreSettings settings) {
        return open(folder, disk, settings, 7);
    }

    static MailStore open(Path folder, Disk disk, StoreSettings settings, long seed) {
        return open(folder, disk, settings, seed, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    static MailStore open(Path folder, Disk disk, StoreSettings settings, long seed, Clock clock) {
        LogSettings log = log(disk, settings, seed, clock);
        return MailStore.open(folder, new MailStore.Settings(settings, TINY, EAGER), log);
    }

    /// {@return what a log needs that is made at this time}
    static LogSettings log(Instant now) {
        return log(new FileDisk(), SMALL, 8, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static LogSettings log(Disk disk, StoreSettings settings, long seed, Clock clock) {
        CommitMeter meter = (int _, long _, Duration _) -> {};
        long size = settings.segmentSize().octets();
        NodeId self = new NodeId("be1.example.test");
        return new LogSettings(size, self, clock, new SplittableRandom(seed), disk, meter);
    }

    static Spooled mail(MailStore store, String text) {
        return mail(store, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Spooled mail(MailStore store, byte[] octets) {
        try (SpoolWriter writer = store.spool().begin()) {
            writer.write(octets, 0, octets.length);
            return writer.finish();
        }
    }

    static Appended append(MailStore store, UserId user, String mailbox, String text) {
        try (Spooled body = mail(store, text)) {
            return store.user(user).apply(new Intent.Append(mailbox, body, Flags.NONE, NOW));
        }
    }

    static String text(MailStore store, UserId user, Message message) {
        Body body = store.user(user).body(message.body());
        return new String(body.read(0, (int) body.size()), StandardCharsets.ISO_8859_1);
    }
}
