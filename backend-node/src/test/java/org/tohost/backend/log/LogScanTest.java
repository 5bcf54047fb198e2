package org.tohost.backend.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.testing.Seeded;

/// Whatever happens to the files of a log: it is found, and all else is read.
class LogScanTest {
    private static final int GROUPS = 40;

    @TempDir Path folder;
    private Path log;
    private List<Path> segments;

    private static final class Seen implements LogScan.Visitor {
        private final List<Long> groups = new ArrayList<>();
        private final List<LogDamage> damages = new ArrayList<>();

        @Override
        public void group(LogGroup group) {
            groups.add(group.at().sequence());
        }

        @Override
        public void damage(LogDamage damage) {
            damages.add(damage);
        }

        @Override
        public void progress(long read, long all) {
            assertTrue(read <= all);
        }
    }

    @BeforeEach
    void write() throws IOException {
        LogFixture fixture = new LogFixture(folder.resolve("store"), new FileDisk(), 8192);
        SplittableRandom random = new SplittableRandom(5);
        try (SegmentLog opened = fixture.open()) {
            for (int i = 1; i <= GROUPS; i++) {
                try (Spooled body = fixture.spool(random, 10 + 50 * i)) {
                    LogFixture.append(opened, LogFixture.group("group " + i, new NewBody(i, body)))
                            .join();
                }
            }
        }
        log = fixture.logFolder();
        segments = SegmentFolder.segments(log);
        assertTrue(segments.size() > 4);
    }

    private Seen scan() throws IOException {
        Seen seen = new Seen();
        new LogScan(seen, true, Long.MAX_VALUE).run(log);
        return seen;
    }

    private static int used(byte[] octets) {
        int used = octets.length;
        while (used > SegmentHeader.LENGTH && octets[used - 1] == 0) {
            used--;
        }
        return used;
    }

    @Test
    void aWholeLogIsReadToItsEnd() throws IOException {
        Seen seen = scan();
        assertEquals(List.of(), seen.damages);
        assertEquals(GROUPS + 1, seen.groups.size(), "and the mark of an orderly end");
    }

    @Test
    void aScanEndsWhereItIsTold() throws IOException {
        Seen seen = new Seen();
        new LogScan(seen, true, 7).run(log);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), seen.groups);
        assertEquals(List.of(), seen.damages);
    }

    @Test
    void everyFlippedBitIsFoundAndCostsOneGroupAtMost() {
        Seeded.check(
                400,
                dice -> {
                    Path file = dice.oneOf(segments);
                    byte[] before = Files.readAllBytes(file);
                    byte[] after = before.clone();
                    int at = dice.random().nextInt(used(before));
                    after[at] ^= (byte) (1 << dice.upTo(7));
                    Files.write(file, after);
                    Seen seen = scan();
                    assertFalse(seen.damages.isEmpty(), () -> file + " at " + at);
                    assertTrue(seen.groups.size() >= GROUPS, () -> seen.damages.toString());
                    Files.write(file, before);
                });
    }

    @Test
    void anyFilesCanBeCutSwappedForeignOrMissing() throws IOException {
        byte[] two = Files.readAllBytes(segments.get(1));
        byte[] three = Files.readAllBytes(segments.get(2));
        Files.write(segments.get(1), three);
        Files.write(segments.get(2), two);
        Seen swapped = scan();
        assertEquals(2, swapped.damages.size());
        assertEquals(GROUPS + 1, swapped.groups.size(), "read in the order of the log");

        Files.write(segments.get(2), three);
        byte[] foreign = two.clone();
        byte[] header = new SegmentHeader(new UUID(7, 7), 2, Instant.EPOCH, two.length).encode();
        System.arraycopy(header, 0, foreign, 0, header.length);
        Files.write(segments.get(1), foreign);
        assertTrue(scan().damages.getFirst().what().contains("another log"));

        Files.delete(segments.get(1));
        Seen missing = scan();
        assertEquals(1, missing.damages.size());
        assertTrue(missing.damages.getFirst().what().contains("are missing"));

        Files.write(segments.get(1), Arrays.copyOf(two, 3000));
        Seen cut = scan();
        assertTrue(cut.damages.getFirst().what().contains("ends too early"));
        assertTrue(cut.groups.size() > missing.groups.size());

        Files.write(segments.get(1), new byte[0]);
        assertEquals(missing.groups, scan().groups);
    }
}
