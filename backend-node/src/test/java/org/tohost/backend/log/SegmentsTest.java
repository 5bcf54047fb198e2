package org.tohost.backend.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;

/// Segments that go, and who reads those that stay.
class SegmentsTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path folder;

    private LogFixture fixture() {
        return new LogFixture(folder, new FileDisk(), 4096);
    }

    private static void fill(SegmentLog log, int from, int to) {
        for (int i = from; i <= to; i++) {
            LogFixture.append(log, LogFixture.group("group " + i)).join();
        }
    }

    private static List<String> read(LogReader reader) {
        List<String> texts = new ArrayList<>();
        for (Optional<LogGroup> group = reader.next(); group.isPresent(); group = reader.next()) {
            group.get().changes().forEach(record -> texts.add(LogFixture.text(record)));
        }
        return texts;
    }

    private static List<String> groups(long from, int to) {
        return IntStream.rangeClosed((int) from, to).mapToObj(i -> "group " + i).toList();
    }

    @Test
    void whatWasFreedIsNotMissed() throws IOException {
        LogFixture fixture = fixture();
        long next;
        LogPosition old;
        try (SegmentLog log = fixture.open()) {
            fill(log, 1, 100);
            assertTrue(log.segments().closed().size() > 2);
            log.segments().noteDeadSince(Map.of(1L, THEN, 2L, THEN, 3L, THEN));
            assertTrue(log.segments().free(List.of(2L, 1L)));
            next = log.segments().oldest();
            assertEquals(Map.of(3L, THEN), log.segments().deadSince());
            fill(log, 101, 110);
        }
        assertFalse(Files.exists(fixture.segment(1)));
        try (SegmentLog log = fixture.open()) {
            assertEquals(groups(next, 110), fixture.texts());
            assertEquals(next, log.segments().oldest());
            assertEquals(Map.of(3L, THEN), log.segments().deadSince());
            old = fixture.replayed().getFirst().at();
        }
        LogFixture behind = fixture();
        behind.know(old);
        try (SegmentLog log = behind.open()) {
            assertEquals(groups(next + 1, 110), behind.texts());
            assertTrue(log.segments().free(List.of(4L)));
        }
        LogFixture forgets = fixture();
        forgets.know(old);
        forgets.open().close();
        assertEquals(1, forgets.forgotten().size());
        assertEquals("group " + next, forgets.texts().getFirst());
    }

    @Test
    void whatIsMissingAndWasNotFreedIsDamage() throws IOException {
        LogFixture fixture = fixture();
        try (SegmentLog log = fixture.open()) {
            fill(log, 1, 100);
            log.segments().free(List.of(1L));
        }
        byte[] three = Files.readAllBytes(fixture.segment(3));
        Files.delete(fixture.segment(3));
        assertThrows(Failure.Unavailable.class, fixture::open);
        Files.write(fixture.segment(3), three);
        Path notes = fixture.logFolder().resolve("segments");
        byte[] good = Files.readAllBytes(notes);
        byte[] bad = good.clone();
        bad[50] ^= 1;
        Files.write(notes, bad);
        Failure.Unavailable failure = assertThrows(Failure.Unavailable.class, fixture::open);
        assertTrue(failure.getMessage().contains("damaged"), failure.getMessage());
        Files.delete(notes);
        assertThrows(Failure.Unavailable.class, fixture::open);
        Files.write(notes, good);
        fixture.open().close();
    }

    @Test
    void aSegmentThatWasFreedInPartGoesAtTheNextStart() throws IOException {
        LogFixture fixture = fixture();
        byte[] one;
        try (SegmentLog log = fixture.open()) {
            fill(log, 1, 100);
            one = Files.readAllBytes(fixture.segment(1));
            log.segments().free(List.of(1L));
        }
        Files.write(fixture.segment(1), one);
        fixture.open().close();
        assertFalse(Files.exists(fixture.segment(1)));
    }

    @Test
    void aReaderHoldsWhatItHasToRead() throws IOException {
        LogFixture fixture = fixture();
        try (SegmentLog log = fixture.open()) {
            fill(log, 1, 100);
            try (LogReader reader = log.segments().read(3).orElseThrow()) {
                assertEquals(groups(3, 100), read(reader));
                assertFalse(log.segments().free(List.of(1L)));
                fill(log, 101, 140);
                assertEquals(groups(101, 140), read(reader));
            }
            assertTrue(log.segments().free(List.of(1L)));
            assertTrue(log.segments().read(3).isEmpty());
            long oldest = log.segments().oldest();
            try (LogReader reader = log.segments().read(oldest).orElseThrow()) {
                assertEquals(groups(oldest, 140), read(reader));
            }
            try (LogReader reader = log.segments().read(141).orElseThrow()) {
                assertEquals(List.of(), read(reader));
                fill(log, 141, 141);
                assertEquals(groups(141, 141), read(reader));
            }
        }
    }

    @Test
    void aBodyIsWrittenAgainAndItsNumberStaysTaken() throws IOException {
        LogFixture fixture = fixture();
        byte[] octets = {1, 2, 3};
        try (SegmentLog log = fixture.open();
                Spooled body = fixture.spool(octets)) {
            Committed first =
                    LogFixture.append(log, LogFixture.group("a", new NewBody(77, body))).join();
            log.roll();
            try (SegmentGroups groups = log.segments().groups(1)) {
                groups.next();
                assertTrue(groups.isAtEnd());
                StoredContent content = groups.content(first.bodies().getFirst());
                assertTrue(content.isIntact());
                Committed second =
                        LogFixture.append(log, LogFixture.group("b", new NewBody(77, content)))
                                .join();
                assertEquals(2, second.at().segment());
            }
            log.segments().free(List.of(1L));
            assertEquals(77, log.segments().lastFreedBody());
        }
        try (SegmentLog log = fixture.open();
                SegmentGroups groups = log.segments().groups(2)) {
            StoredBody again = groups.next().orElseThrow().bodies().getFirst();
            assertEquals(3, groups.content(again).open().readAllBytes().length);
            assertTrue(groups.content(again).isIntact());
            assertEquals(77, log.segments().lastFreedBody());
        }
    }
}
