package org.tohost.backend.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

/// How a log opens that did not end well.
class LogRecoveryTest {
    @TempDir Path folder;

    private LogFixture fixture() {
        return new LogFixture(folder, new FileDisk(), 8192);
    }

    @Test
    void aTailTornAtAnyOctetIsCutAndWrittenOver() throws IOException {
        LogFixture fixture = fixture();
        byte[] before;
        byte[] after;
        try (SegmentLog log = fixture.open()) {
            LogFixture.append(log, LogFixture.group("first")).join();
            before = Files.readAllBytes(fixture.segment(1));
            try (Spooled body = fixture.spool(new byte[] {1, 2, 3})) {
                NewBody stored = new NewBody(1, body);
                LogFixture.append(log, LogFixture.group("second", stored)).join();
            }
            after = Files.readAllBytes(fixture.segment(1));
        }
        int start = Arrays.mismatch(before, after);
        int end = after.length;
        while (after[end - 1] == 0) {
            end--;
        }
        for (int torn = start; torn <= end; torn++) {
            byte[] disk = before.clone();
            System.arraycopy(after, start, disk, start, torn - start);
            Files.write(fixture.segment(1), disk);
            try (SegmentLog log = fixture.open()) {
                List<String> all = torn < end ? List.of("first") : List.of("first", "second");
                assertEquals(all, fixture.texts(), "torn at " + torn);
                LogFixture.append(log, LogFixture.group("third")).join();
            }
            fixture.open().close();
            assertEquals("third", fixture.texts().getLast(), "torn at " + torn);
            assertEquals(torn < end ? 2 : 3, fixture.texts().size());
        }
    }

    @Test
    void aFlippedBitIsDamageAndNothingIsTouched() throws IOException {
        LogFixture fixture = fixture();
        try (SegmentLog log = fixture.open()) {
            for (int i = 0; i < 120; i++) {
                LogFixture.append(log, LogFixture.group("group " + i)).join();
            }
        }
        assertTrue(Files.exists(fixture.segment(2)));
        List<byte[]> good = new ArrayList<>();
        good.add(Files.readAllBytes(fixture.segment(1)));
        good.add(Files.readAllBytes(fixture.segment(2)));
        int used = lastUsed(good.getFirst());
        Seeded.check(
                80,
                dice -> {
                    byte[] damaged = good.getFirst().clone();
                    damaged[dice.upTo(used - 1)] ^= (byte) (1 << dice.upTo(7));
                    Files.write(fixture.segment(1), damaged);
                    Failure.Unavailable failure =
                            assertThrows(Failure.Unavailable.class, fixture::open);
                    assertTrue(failure.getMessage().contains("damaged"), failure.getMessage());
                    assertTrue(failure.getMessage().contains("000000000001.seg"));
                    assertTrue(Arrays.equals(damaged, Files.readAllBytes(fixture.segment(1))));
                    assertTrue(Arrays.equals(good.get(1), Files.readAllBytes(fixture.segment(2))));
                });
    }

    @Test
    void anOrderlyEndProtectsTheLastGroupToo() throws IOException {
        LogFixture fixture = fixture();
        long length;
        try (SegmentLog log = fixture.open()) {
            LogFixture.append(log, LogFixture.group("only")).join();
            length = lastUsed(Files.readAllBytes(fixture.segment(1)));
        }
        byte[] segment = Files.readAllBytes(fixture.segment(1));
        segment[(int) length - 1] ^= 1;
        Files.write(fixture.segment(1), segment);
        assertThrows(Failure.Unavailable.class, fixture::open);
    }

    @Test
    void aHoleInGroupsThatWereNeverForcedIsATornTail() throws Exception {
        HoldingDisk holding = new HoldingDisk(new FileDisk());
        LogFixture fixture = new LogFixture(folder, holding, 8192);
        byte[] torn;
        try (SegmentLog log = fixture.open()) {
            List<CompletableFuture<Committed>> groups = new ArrayList<>();
            groups.add(LogFixture.append(log, LogFixture.group("safe")));
            holding.awaitForce();
            int hole = lastUsed(Files.readAllBytes(fixture.segment(1)));
            groups.add(LogFixture.append(log, LogFixture.group("lost")));
            groups.add(LogFixture.append(log, LogFixture.group("lost with it")));
            holding.release();
            groups.forEach(CompletableFuture::join);
            torn = Files.readAllBytes(fixture.segment(1));
            Arrays.fill(torn, hole, hole + 64, (byte) 0);
        }
        Files.write(fixture.segment(1), torn);
        fixture().open().close();
        LogFixture again = fixture();
        again.open().close();
        assertEquals(List.of("safe"), again.texts());
    }

    @Test
    void swappedForeignShortAndMissingSegmentsAreRefused() throws IOException {
        LogFixture fixture = fixture();
        try (SegmentLog log = fixture.open()) {
            for (int i = 0; i < 200; i++) {
                LogFixture.append(log, LogFixture.group("group " + i)).join();
            }
        }
        Path one = fixture.segment(1);
        Path two = fixture.segment(2);
        byte[] first = Files.readAllBytes(one);
        byte[] second = Files.readAllBytes(two);
        Files.write(one, second);
        Files.write(two, first);
        refused(fixture, "holds segment 2, expected 1");

        Files.write(one, first);
        Files.write(two, foreign());
        refused(fixture, "of another log");

        Files.write(two, Arrays.copyOf(second, 5000));
        refused(fixture, "has 5000 octets");

        Files.delete(two);
        refused(fixture, "000000000003.seg");

        Files.write(two, second);
        Files.delete(one);
        refused(fixture, "expected 1");

        Files.write(one, first, StandardOpenOption.CREATE_NEW);
        fixture.open().close();
        assertEquals(200, fixture.texts().size());
    }

    @Test
    void aSegmentThatWasNeverFinishedIsForgotten() throws IOException {
        LogFixture fixture = fixture();
        try (SegmentLog log = fixture.open()) {
            LogFixture.append(log, LogFixture.group("one")).join();
        }
        Path unfinished = fixture.logFolder().resolve("2.seg.new");
        Files.copy(fixture.segment(1), unfinished, StandardCopyOption.REPLACE_EXISTING);
        fixture.open().close();
        assertEquals(List.of("one"), fixture.texts());
        assertTrue(Files.notExists(unfinished));
    }

    private byte[] foreign() throws IOException {
        LogFixture other = new LogFixture(folder.resolve("other"), new FileDisk(), 8192);
        try (SegmentLog log = other.open(99)) {
            for (int i = 0; i < 100; i++) {
                LogFixture.append(log, LogFixture.group("foreign " + i)).join();
            }
        }
        return Files.readAllBytes(other.segment(2));
    }

    private static void refused(LogFixture fixture, String why) {
        Failure.Unavailable failure = assertThrows(Failure.Unavailable.class, fixture::open);
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    private static int lastUsed(byte[] segment) {
        int end = segment.length;
        while (segment[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
