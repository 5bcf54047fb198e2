package org.tohost.backend.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;

/// The log as the store sees it.
class SegmentLogTest {
    @TempDir Path folder;

    private final LosingDisk disk = new LosingDisk();

    @Test
    void whatWasCommittedIsReplayedInOrder() {
        LogFixture fixture = new LogFixture(folder, disk, 8192);
        List<String> texts = new ArrayList<>();
        try (SegmentLog log = fixture.open()) {
            for (int i = 1; i <= 300; i++) {
                texts.add("change " + i);
                LogFixture.append(log, LogFixture.group("change " + i)).join();
            }
        }
        assertTrue(Files.exists(fixture.segment(4)), "several segments");
        fixture.open().close();
        assertEquals(texts, fixture.texts());
        ChangeRecord record = fixture.replayed().getFirst().changes().getFirst();
        assertEquals("anna@example.test", record.user());
        assertEquals(1, record.userSequence());
        assertEquals(LogFixture.NOW, record.at());
    }

    @Test
    void bodiesOfAnySizeLieWhereTheLogSays() throws IOException {
        LogFixture fixture = new LogFixture(folder, disk, 65_536);
        List<byte[]> bodies = new ArrayList<>();
        List<StoredBody> stored = new ArrayList<>();
        try (SegmentLog log = fixture.open()) {
            for (int size : new int[] {0, 1, 4095, 4096, 70_000, 1 << 20, 3_000_001, 5}) {
                byte[] octets = new byte[size];
                new SplittableRandom(size).nextBytes(octets);
                bodies.add(octets);
                try (Spooled spooled = fixture.spool(octets)) {
                    NewBody body = new NewBody(bodies.size(), spooled);
                    stored.addAll(
                            LogFixture.append(log, LogFixture.group("x", body)).join().bodies());
                }
            }
        }
        fixture.open().close();
        assertEquals(
                stored, fixture.replayed().stream().flatMap(g -> g.bodies().stream()).toList());
        for (int i = 0; i < bodies.size(); i++) {
            StoredBody body = stored.get(i);
            assertEquals(i + 1, body.id());
            byte[] segment = Files.readAllBytes(body.file(fixture.logFolder()));
            int from = (int) body.offset();
            assertArrayEquals(
                    bodies.get(i), Arrays.copyOfRange(segment, from, from + (int) body.size()));
        }
    }

    @Test
    void whoWaitsTogetherSharesOneForce() throws InterruptedException {
        HoldingDisk holding = new HoldingDisk(disk);
        LogFixture fixture = new LogFixture(folder, holding, 65_536);
        SegmentLog log = fixture.open();
        int before = disk.forces();
        List<CompletableFuture<Committed>> all = new ArrayList<>();
        all.add(LogFixture.append(log, LogFixture.group("first")));
        holding.awaitForce();
        for (int i = 0; i < 99; i++) {
            all.add(LogFixture.append(log, LogFixture.group("another")));
        }
        holding.release();
        all.forEach(CompletableFuture::join);
        assertEquals(2, disk.forces() - before);
        log.close();
    }

    @Test
    void aGroupWithoutRecordsWritesNothing() {
        LogFixture fixture = new LogFixture(folder, disk, 8192);
        try (SegmentLog log = fixture.open()) {
            int before = disk.forces();
            RecordGroup empty = new RecordGroup(List.of(), List.of());
            assertEquals(0, LogFixture.append(log, empty).join().octets());
            assertEquals(before, disk.forces());
        }
    }

    @Test
    void aFailedForceEndsAllWriting() {
        LogFixture fixture = new LogFixture(folder, disk, 8192);
        try (SegmentLog log = fixture.open()) {
            LogFixture.append(log, LogFixture.group("safe")).join();
            disk.failForces(true);
            CompletableFuture<Committed> lost = LogFixture.append(log, LogFixture.group("refused"));
            assertInstanceOf(
                    Failure.Unavailable.class,
                    assertThrows(CompletionException.class, lost::join).getCause());
            assertFalse(log.writable());
            disk.failForces(false);
            assertThrows(
                    Failure.Unavailable.class,
                    () -> LogFixture.append(log, LogFixture.group("later")));
        }
        fixture.open().close();
        assertEquals(List.of("safe"), fixture.texts());
    }

    @Test
    void aFullDiskRefusesUntilThereIsRoom() {
        LogFixture fixture = new LogFixture(folder, disk, 8192);
        try (SegmentLog log = fixture.open();
                Spooled body = fixture.spool(new byte[20_000])) {
            disk.fill(true);
            long incarnation = log.incarnation();
            CompletableFuture<Committed> refused =
                    LogFixture.append(log, LogFixture.group("big", new NewBody(1, body)));
            assertThrows(CompletionException.class, refused::join);
            assertTrue(log.writable());
            assertEquals(incarnation + 1, log.incarnation());
            LogFixture.append(log, LogFixture.group("small")).join();
            disk.fill(false);
            LogFixture.append(log, LogFixture.group("big", new NewBody(2, body))).join();
        }
        fixture.open().close();
        assertEquals(List.of("small", "big"), fixture.texts());
    }

    @Test
    void onAFullDiskWhatBringsNoMailGoesToTheReserve() {
        LogFixture fixture = new LogFixture(folder, disk, 8192);
        try (SegmentLog log = fixture.open();
                Spooled body = fixture.spool(new byte[100])) {
            LogFixture.append(log, LogFixture.group("mail", new NewBody(1, body))).join();
            disk.fill(true);
            for (int i = 0; i < 25; i++) {
                LogFixture.append(log, LogFixture.group("flags".repeat(50))).join();
            }
            assertTrue(Files.exists(fixture.segment(2)));
            CompletableFuture<Committed> refused =
                    LogFixture.append(log, LogFixture.group("no", new NewBody(2, body)));
            assertThrows(CompletionException.class, refused::join);
            LogFixture.append(log, LogFixture.group("expunge")).join();
            disk.fill(false);
            LogFixture.append(log, LogFixture.group("mail again", new NewBody(3, body))).join();
        }
        fixture.open().close();
        assertEquals(List.of("expunge", "mail again"), fixture.texts().subList(26, 28));
    }

    @Test
    void aBodyThatEndsTooEarlyLeavesNothingBehindInItsSegment() throws IOException {
        LogFixture fixture = new LogFixture(folder, disk, 4 << 20);
        try (SegmentLog log = fixture.open();
                Spooled shorter = fixture.spool(new SplittableRandom(1), 3_000_000);
                Spooled whole = fixture.spool(new SplittableRandom(2), 4_194_000)) {
            LogFixture.append(log, LogFixture.group("first")).join();
            fixture.truncate(1, 2_500_000);
            CompletableFuture<Committed> refused =
                    LogFixture.append(log, LogFixture.group("short", new NewBody(1, shorter)));
            assertThrows(CompletionException.class, refused::join);
            LogFixture.append(log, LogFixture.group("next", new NewBody(2, whole))).join();
        }
        assertTrue(Files.exists(fixture.segment(2)), "the next had no room in the first segment");
        fixture.open().close();
        assertEquals(List.of("first", "next"), fixture.texts());
    }

    @Test
    void aBodyThatCannotBeReadRefusesItsGroupAlone() {
        LogFixture fixture = new LogFixture(folder, disk, 8192);
        try (SegmentLog log = fixture.open()) {
            Spooled gone = fixture.spool(new byte[5000]);
            gone.close();
            CompletableFuture<Committed> refused =
                    LogFixture.append(log, LogFixture.group("gone", new NewBody(1, gone)));
            assertThrows(CompletionException.class, refused::join);
            LogFixture.append(log, LogFixture.group("behind")).join();
        }
        fixture.open().close();
        assertEquals(List.of("behind"), fixture.texts());
    }
}
