package org.tohost.backend.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;

/// Opens logs and makes groups for tests.
final class LogFixture {
    static final Instant NOW = Instant.parse("2026-11-22T01:02:03.456Z");

    private final Path folder;
    private final Disk disk;
    private final long segmentSize;
    private final List<LogGroup> replayed = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final Spool spool;
    private Optional<LogPosition> known = Optional.empty();

    LogFixture(Path folder, Disk disk, long segmentSize) {
        this.folder = folder;
        this.disk = disk;
        this.segmentSize = segmentSize;
        this.spool = new Spool(folder.resolve("spool"), 4096);
    }

    Path logFolder() {
        return folder.resolve("log");
    }

    Path segment(int number) {
        return logFolder().resolve(SegmentFolder.name(number));
    }

    /// Opens the log; what it replayed is in [#replayed] afterwards.
    SegmentLog open() {
        return open(1);
    }

    SegmentLog open(long seed) {
        replayed.clear();
        LogSettings settings =
                new LogSettings(
                        segmentSize,
                        new NodeId("be1.example.test"),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new SplittableRandom(seed),
                        disk,
                        (_, _, _) -> {});
        return SegmentLog.open(logFolder(), settings, new Recording());
    }

    /// Goes on behind this group at the next open.
    void know(LogPosition group) {
        known = Optional.of(group);
    }

    /// {@return why what was known was to be forgotten}
    List<String> forgotten() {
        return forgotten;
    }

    private final class Recording implements LogFollower {
        @Override
        public Optional<LogPosition> begin() {
            return known;
        }

        @Override
        public void forget(String why) {
            forgotten.add(why);
        }

        @Override
        public void follow(LogGroup group) {
            replayed.add(group);
        }

        @Override
        public void close() {}
    }

    List<LogGroup> replayed() {
        return replayed;
    }

    /// {@return the texts of all replayed changes}
    List<String> texts() {
        return replayed.stream().flatMap(g -> g.changes().stream()).map(LogFixture::text).toList();
    }

    Spooled spool(byte[] octets) {
        try (SpoolWriter writer = spool.begin()) {
            writer.write(octets, 0, octets.length);
            return writer.finish();
        }
    }

    Spooled spool(SplittableRandom random, int size) {
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        return spool(octets);
    }

    /// Takes the end of what was spooled as the `number`th away.
    void truncate(int number, long size) throws IOException {
        Path file = folder.resolve("spool").resolve(number + ".spool");
        try (FileChannel spooled = FileChannel.open(file, StandardOpenOption.WRITE)) {
            spooled.truncate(size);
        }
    }

    static RecordGroup group(String text, NewBody... bodies) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new RecordGroup(
                List.of(ChangeRecord.changes("anna@example.test", 1, NOW, content)),
                List.of(bodies));
    }

    static String text(ChangeRecord record) {
        return new String(record.content(), StandardCharsets.UTF_8);
    }

    static CompletableFuture<Committed> append(SegmentLog log, RecordGroup group) {
        CompletableFuture<Committed> future = new CompletableFuture<>();
        boolean taken =
                log.append(
                        group,
                        log.incarnation(),
                        new CommitListener() {
                            @Override
                            public void committed(Committed committed) {
                                future.complete(committed);
                            }

                            @Override
                            public void failed(Failure.Unavailable failure) {
                                future.completeExceptionally(failure);
                            }
                        });
        if (!taken) {
            throw new AssertionError("another incarnation");
        }
        return future;
    }
}
