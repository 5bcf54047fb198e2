package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.tohost.common.failure.Failure;

/// The segments of a log that is in use: who reads them, and which go. Any thread reads; one thread
/// at a time frees.
public final class Segments {
    private final Path folder;
    private final Disk disk;
    private final UUID log;
    private final GroupWriter writer;
    private final LogHolds holds = new LogHolds();
    private volatile SegmentNotes notes;

    /// A segment that is not written to any more.
    ///
    /// @param size octets of its file
    public record Closed(long number, long size) {}

    Segments(Path folder, Disk disk, UUID log, GroupWriter writer, SegmentNotes notes) {
        this.folder = folder;
        this.disk = disk;
        this.log = log;
        this.writer = writer;
        this.notes = notes;
    }

    /// {@return the segment that is written to}
    public long active() {
        return writer.active();
    }

    /// {@return the last group that is on the disk}
    public long durable() {
        return writer.durable();
    }

    /// {@return the highest number of a body in segments that were freed, 0 if none were}
    public long lastFreedBody() {
        return notes.lastBody();
    }

    /// {@return since when segments are known to hold something dead, by number}
    public Map<Long, Instant> deadSince() {
        return notes.deadSince();
    }

    /// {@return the oldest group from which on none is missing}
    public long oldest() {
        return notes.oldest();
    }

    LogHold hold(long sequence) {
        return holds.from(sequence);
    }

    /// Reads from a group on.
    ///
    /// @param sequence of the group, at most one behind the last
    /// @return empty if it, or one behind it, is not there any more: whoever wants to go on from
    ///   there needs checkpoints
    /// @throws Failure.Unavailable if the log cannot be read
    public Optional<LogReader> read(long sequence) {
        LogHold hold = holds.from(sequence);
        try {
            if (sequence < oldest()) {
                hold.close();
                return Optional.empty();
            }
            return Optional.of(new LogReader(this, hold, sequence, segmentOf(sequence)));
        } catch (IOException | Failure.Syntax e) {
            hold.close();
            throw new Failure.Unavailable("the log cannot be read", e);
        }
    }

    /// {@return the segments that are not written to any more, by rising number}
    public List<Closed> closed() {
        try {
            long active = active();
            List<Closed> closed = new ArrayList<>();
            for (Path file : SegmentFolder.segments(folder)) {
                long number = SegmentFolder.number(file);
                if (number < active) {
                    closed.add(new Closed(number, Files.size(file)));
                }
            }
            return closed;
        } catch (IOException e) {
            throw new Failure.Unavailable("the log cannot be read", e);
        }
    }

    /// {@return octets of all segments}
    public long octets() {
        try {
            long octets = 0;
            for (Path file : SegmentFolder.segments(folder)) {
                octets += Files.size(file);
            }
            return octets;
        } catch (IOException e) {
            throw new Failure.Unavailable("the log cannot be read", e);
        }
    }

    /// Opens a segment.
    ///
    /// @throws Failure.Syntax if its header is wrong
    public SegmentGroups groups(long number) throws IOException {
        return new SegmentGroups(folder.resolve(SegmentFolder.name(number)));
    }

    /// {@return true if somebody still reads this closed segment, or one before it}
    ///
    /// @throws Failure.Unavailable if the log cannot be read
    public boolean isHeld(long number) {
        try {
            return holds.isHeld(firstSequenceBehind(number) - 1);
        } catch (IOException | Failure.Syntax e) {
            throw new Failure.Unavailable("the log cannot be read", e);
        }
    }

    /// {@return how many read the log and hold segments}
    public int holds() {
        return holds.count();
    }

    /// Notes since when segments hold something dead; it is kept with the log.
    public void noteDeadSince(Map<Long, Instant> since) throws IOException {
        NavigableMap<Long, Instant> sorted = new TreeMap<>(since);
        if (!sorted.equals(notes.deadSince())) {
            write(notes.with(sorted));
        }
    }

    /// Frees segments that are closed and that nobody needs any more.
    ///
    /// @return false if one of them is held, and nothing was done
    /// @throws IOException if the disk failed: they are freed now, or at the next start, or not
    public boolean free(Collection<Long> numbers) throws IOException {
        SegmentNotes after = notes;
        long last = 0;
        for (long number : new TreeSet<>(numbers)) {
            long next = firstSequenceBehind(number);
            after = after.plus(number, next, lastBody(number));
            last = Math.max(last, next - 1);
        }
        SegmentNotes complete = after;
        return holds.free(last, () -> free(numbers, complete));
    }

    private void free(Collection<Long> numbers, SegmentNotes after) throws IOException {
        write(after);
        for (long number : numbers) {
            disk.delete(folder.resolve(SegmentFolder.name(number)));
        }
        disk.forceFolder(folder);
    }

    private void write(SegmentNotes changed) throws IOException {
        SegmentFolder.writeNotes(folder, disk, changed.encode(log));
        notes = changed;
    }

    private long segmentOf(long sequence) throws IOException {
        for (Path file : SegmentFolder.segments(folder).reversed()) {
            long number = SegmentFolder.number(file);
            if (number <= active()) {
                try (SegmentGroups groups = groups(number)) {
                    long first = groups.sequence();
                    if (first > 0 && first <= sequence) {
                        return number;
                    }
                }
            }
        }
        return SegmentFolder.number(SegmentFolder.segments(folder).getFirst());
    }

    private long firstSequenceBehind(long number) throws IOException {
        for (Path file : SegmentFolder.segments(folder)) {
            long behind = SegmentFolder.number(file);
            if (behind > number) {
                try (SegmentGroups groups = groups(behind)) {
                    if (groups.sequence() > 0) {
                        return groups.sequence();
                    }
                }
            }
        }
        throw new IllegalArgumentException("no group behind segment " + number);
    }

    private long lastBody(long number) throws IOException {
        long highest = 0;
        try (SegmentGroups groups = groups(number)) {
            for (Optional<LogGroup> group = groups.next();
                    group.isPresent();
                    group = groups.next()) {
                for (StoredBody body : group.get().bodies()) {
                    highest = Math.max(highest, body.id());
                }
            }
        }
        return highest;
    }
}
