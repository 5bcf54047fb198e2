package org.tohost.backend.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.failure.Failure;

/// A log that is read on from where somebody has got to.
class LogFollowerTest {
    private static final int GROUPS = 200;

    @TempDir Path folder;

    private final List<LogPosition> positions = new ArrayList<>();

    private LogFixture written(String name) {
        LogFixture fixture = new LogFixture(folder.resolve(name), new FileDisk(), 4096);
        try (SegmentLog log = fixture.open(name.hashCode())) {
            for (int i = 1; i <= GROUPS; i++) {
                positions.add(LogFixture.append(log, LogFixture.group("change " + i)).join().at());
            }
        }
        return fixture;
    }

    @Test
    void onlyWhatIsBehindTheKnownGroupIsRead() {
        LogFixture fixture = written("log");
        assertTrue(positions.getLast().segment() > 2, "several segments");
        for (int known = 1; known <= GROUPS; known += 7) {
            fixture.know(positions.get(known - 1));
            fixture.open().close();
            assertEquals(GROUPS - known, fixture.texts().size());
            if (known < GROUPS) {
                assertEquals("change " + (known + 1), fixture.texts().getFirst());
                assertEquals(positions.get(known), fixture.replayed().getFirst().at());
            }
        }
        assertEquals(List.of(), fixture.forgotten());
    }

    @Test
    void whatIsWrittenThenFollowsTheLastGroup() {
        LogFixture fixture = written("log");
        fixture.know(positions.getLast());
        try (SegmentLog log = fixture.open()) {
            LogFixture.append(log, LogFixture.group("one more")).join();
        }
        fixture.know(positions.get(GROUPS - 2));
        fixture.open().close();
        assertEquals(List.of("change " + GROUPS, "one more"), fixture.texts());
    }

    @Test
    void whoKnowsAnotherLogBeginsAnew() {
        written("other");
        LogPosition other = positions.getLast();
        LogFixture fixture = written("log");
        fixture.know(other);
        fixture.open().close();
        assertEquals(List.of("it is of another log"), fixture.forgotten());
        assertEquals(GROUPS, fixture.texts().size());
    }

    @Test
    void whoKnowsAGroupThatIsNotThereBeginsAnew() {
        LogFixture fixture = written("log");
        LogPosition at = positions.get(100);
        List<LogPosition> wrong =
                List.of(
                        new LogPosition(at.log(), at.segment(), at.offset(), 102, at.checksum()),
                        new LogPosition(at.log(), at.segment(), at.offset(), 101, 1),
                        new LogPosition(at.log(), at.segment(), 5, 101, at.checksum()),
                        new LogPosition(at.log(), at.segment(), 5000, 101, at.checksum()),
                        new LogPosition(at.log(), 99, at.offset(), 101, at.checksum()),
                        new LogPosition(at.log(), 0, at.offset(), 101, at.checksum()));
        for (LogPosition position : wrong) {
            fixture.know(position);
            fixture.open().close();
            assertEquals(GROUPS, fixture.texts().size());
        }
        assertEquals(wrong.size(), fixture.forgotten().size());
    }

    @Test
    void damageBehindTheKnownGroupIsFoundAndBeforeItNotLookedFor() throws IOException {
        LogFixture fixture = written("log");
        flip(fixture.segment(1));
        fixture.know(positions.get(150));
        fixture.open().close();
        assertEquals(GROUPS - 151, fixture.texts().size());
        fixture.know(positions.getFirst());
        assertThrows(Failure.Unavailable.class, fixture::open);
        Files.delete(fixture.segment(1));
        fixture.know(positions.get(150));
        assertThrows(Failure.Unavailable.class, fixture::open, "a segment is missing");
    }

    private static void flip(Path segment) throws IOException {
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {77}), 2000);
        }
    }
}
