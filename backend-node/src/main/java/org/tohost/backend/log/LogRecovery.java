package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.failure.Failure;

/// Reads a log, from its first group or from one that its follower knows, to its last, and finds
/// out how it ends.
///
/// Behind the last valid group there is nothing, or a torn tail: what was written and never forced.
/// A tail is cut. A broken group that had been forced is damage, which a later group proves that
/// was written when the broken one was known to be durable; then nothing is touched and nothing
/// opened.
final class LogRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);

    private final Disk disk;
    private final LogFollower follower;
    private final SegmentNotes notes;
    private final List<Tail> tails = new ArrayList<>();
    private final List<SegmentHeader> headers = new ArrayList<>();
    private LogPosition last = LogPosition.before(new UUID(0, 0));
    private int position = SegmentHeader.LENGTH;
    private int active;
    private long expected = 1; // sequence of the next group

    /// What stands behind the last valid group of a segment and is not zero.
    private record Tail(Path file, int from, int to) {}

    /// @param notes which segments need not be there
    LogRecovery(Disk disk, LogFollower follower, SegmentNotes notes) {
        this.disk = disk;
        this.follower = follower;
        this.notes = notes;
    }

    /// Reads the segments of a log, of which there is at least one.
    LogEnd run(List<Path> files) throws IOException {
        long number = 0;
        for (Path file : files) {
            try (SegmentReader reader = open(file)) {
                number = notes.behind(number);
                headers.add(checked(reader.header(), file, number));
            }
        }
        last = LogPosition.before(headers.getFirst().logId());
        begin(files);
        for (int i = active; i < files.size(); i++) {
            try (SegmentReader reader = open(files.get(i))) {
                read(reader, files.get(i), i);
            }
        }
        caughtUp(files.getLast());
        for (Tail tail : tails) {
            cut(tail);
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = active; i < files.size(); i++) {
            segments.add(new Segment(headers.get(i), files.get(i), disk.open(files.get(i))));
        }
        List<Segment> ready = segments.subList(1, segments.size());
        return new LogEnd(last, segments.getFirst(), position, number, List.copyOf(ready));
    }

    private static SegmentReader open(Path file) throws IOException {
        try {
            return new SegmentReader(file);
        } catch (Failure.Syntax e) {
            throw damage(file, 0, e.getMessage());
        }
    }

    /// Goes behind the last group that the follower knows, if it is there.
    private void begin(List<Path> files) throws IOException {
        Optional<LogPosition> known = follower.begin();
        if (known.isEmpty()) {
            return;
        }
        LogPosition group = known.get();
        if (!group.log().equals(last.log())) {
            follower.forget("it is of another log");
        } else if (notes.isFreedBehind(group.segment())) {
            follower.forget("segments behind it were freed");
        } else if (!goBehind(group, files)) {
            follower.forget("the log has no such group " + group.sequence());
        }
    }

    private boolean goBehind(LogPosition group, List<Path> files) throws IOException {
        int index = indexOf(group.segment());
        if (index < 0) {
            return false;
        }
        try (SegmentReader reader = open(files.get(index))) {
            Optional<SegmentReader.Found> found = reader.groupAt((int) group.offset());
            if (found.filter(f -> reader.position(f).equals(group)).isEmpty()) {
                return false;
            }
            last = group;
            expected = group.sequence() + 1;
            active = index;
            position = found.get().end();
            return true;
        }
    }

    private int indexOf(long segment) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).number() == segment) {
                return i;
            }
        }
        return -1;
    }

    private void caughtUp(Path file) {
        try {
            follower.caughtUp();
        } catch (Failure.Syntax e) {
            throw damage(file, position, e.getMessage());
        }
    }

    private SegmentHeader checked(SegmentHeader header, Path file, long number) {
        if (!headers.isEmpty() && !header.logId().equals(headers.getFirst().logId())) {
            throw damage(file, 0, "the segment is of another log");
        }
        if (header.number() != number || !file.endsWith(SegmentFolder.name(number))) {
            throw damage(file, 0, "holds segment " + header.number() + ", expected " + number);
        }
        return header;
    }

    private void read(SegmentReader reader, Path file, int index) {
        int at = index == active ? position : SegmentHeader.LENGTH;
        if (at == SegmentHeader.LENGTH) {
            expected = notes.firstSequence(headers.get(index).number()).orElse(expected);
        }
        Optional<SegmentReader.Found> group = reader.groupAt(at);
        while (group.isPresent()) {
            SegmentReader.Found found = group.get();
            if (found.header().sequence() != expected) {
                throw missing(file, at, found.header());
            }
            if (!tails.isEmpty()) {
                throw damage(tails.getFirst().file(), tails.getFirst().from(), "a broken group");
            }
            replay(reader, found, file);
            last = reader.position(found);
            expected++;
            at = found.end();
            active = index;
            position = at;
            group = reader.groupAt(at);
        }
        findTail(reader, file, at);
    }

    private void replay(SegmentReader reader, SegmentReader.Found found, Path file) {
        try {
            follower.follow(reader.read(found));
        } catch (Failure.Syntax e) {
            throw damage(file, found.start(), "the checksum matches, but " + e.getMessage());
        }
    }

    private void findTail(SegmentReader reader, Path file, int at) {
        int to = reader.usedUpTo(at);
        if (to <= at) {
            return;
        }
        Optional<SegmentReader.Found> behind = reader.firstFrom(at);
        while (behind.isPresent()) {
            GroupHeader header = behind.get().header();
            if (header.durable() > last.sequence()) {
                String proof = " is broken, and group " + header.sequence() + " behind it is not";
                throw damage(file, at, "group " + expected + proof);
            }
            behind = reader.firstFrom(behind.get().end());
        }
        tails.add(new Tail(file, at, to));
    }

    private void cut(Tail tail) throws IOException {
        int length = tail.to() - tail.from();
        LOG.warn("{}: cutting {} octets behind group {}", tail.file(), length, last.sequence());
        try (DiskFile out = disk.open(tail.file())) {
            byte[] zeros = new byte[Math.min(length, 1 << 20)];
            for (int at = tail.from(); at < tail.to(); at += zeros.length) {
                out.write(zeros, 0, Math.min(zeros.length, tail.to() - at), at);
            }
            out.force();
        }
    }

    private Failure.Unavailable missing(Path file, int at, GroupHeader found) {
        String what = "group " + found.sequence() + " where " + expected + " is expected";
        return tails.isEmpty()
                ? damage(file, at, what)
                : damage(tails.getFirst().file(), tails.getFirst().from(), "broken; then " + what);
    }

    private static Failure.Unavailable damage(Path file, int at, String what) {
        return new Failure.Unavailable(
                "the log is damaged: " + file + " at offset " + at + ": " + what);
    }
}
