package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tohost.common.failure.Failure;

/// Reads all segments of a log as they lie on the disk, in the order of the log, whatever is wrong
/// with them, and changes nothing. Behind a broken group it goes on with the next whole one. One
/// thread.
public final class LogScan {
    private final Visitor visitor;
    private final boolean digests;
    private final long upTo;
    private long last;
    private long octets;
    private long done;
    private SegmentNotes notes = SegmentNotes.NONE;
    private Optional<LogDamage> tail = Optional.empty(); // torn, unless a group follows

    /// Hears what is found.
    public interface Visitor {
        /// A whole group, the next one that there is.
        void group(LogGroup group);

        /// Something is wrong.
        void damage(LogDamage damage);

        /// So many octets of all are read.
        void progress(long read, long all);
    }

    /// A scan for `visitor`.
    ///
    /// @param digests whether the SHA-256 of each body is compared too
    /// @param upTo the last group that is read; what stands behind is not looked at
    public LogScan(Visitor visitor, boolean digests, long upTo) {
        this.visitor = visitor;
        this.digests = digests;
        this.upTo = upTo;
    }

    private record Found(Path file, long number, Optional<SegmentHeader> header, String flaw) {
        long order() {
            return header.map(SegmentHeader::number).orElse(number);
        }
    }

    /// Reads the log in this folder.
    ///
    /// @return the number of the last whole group
    /// @throws Failure.Unavailable if no segment can be read at all
    public long run(Path folder) throws IOException {
        List<Found> files = new ArrayList<>();
        for (Path file : SegmentFolder.segments(folder)) {
            files.add(look(file));
            octets += Files.size(file);
        }
        UUID log = commonLog(files, folder);
        notes = notes(folder, log);
        files.sort(Comparator.comparingLong(Found::order).thenComparingLong(Found::number));
        for (Found file : files) {
            boolean freed = notes.isFreed(file.number()); // the power went while it was
            if (last < upTo && !freed) {
                read(file, log);
            }
        }
        tail.map(LogDamage::asTorn).ifPresent(visitor::damage);
        return last;
    }

    /// Without them the groups that were freed are told as missing.
    private SegmentNotes notes(Path folder, UUID log) throws IOException {
        try {
            return SegmentFolder.readNotes(folder, log);
        } catch (Failure.Unavailable e) {
            Path file = folder.resolve(SegmentFolder.NOTES);
            visitor.damage(new LogDamage(file, 0, 0, Files.size(file), e.getMessage(), false));
            return SegmentNotes.NONE;
        }
    }

    private static Found look(Path file) throws IOException {
        long number = SegmentFolder.number(file);
        try {
            return new Found(file, number, Optional.of(SegmentReader.header(file)), "");
        } catch (Failure.Syntax e) {
            return new Found(file, number, Optional.empty(), e.getMessage());
        }
    }

    /// {@return the id of the log that most of the segments are of}
    private static UUID commonLog(List<Found> files, Path folder) throws IOException {
        Map<UUID, Integer> counts = new HashMap<>();
        files.stream()
                .flatMap(f -> f.header().stream())
                .forEach(h -> counts.merge(h.logId(), 1, Integer::sum));
        Optional<UUID> most =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        for (int i = 0; most.isEmpty() && i < files.size(); i++) {
            most = logOfGroups(files.get(i));
        }
        return most.orElseThrow(
                () -> new Failure.Unavailable(folder + ": no segment of a log can be read"));
    }

    private static Optional<UUID> logOfGroups(Found found) throws IOException {
        SegmentHeader none =
                new SegmentHeader(
                        new UUID(0, 0), found.number(), Instant.EPOCH, Files.size(found.file()));
        try (SegmentReader reader = new SegmentReader(found.file(), none)) {
            return reader.logOfGroups();
        }
    }

    private void read(Found found, UUID log) throws IOException {
        long size = Files.size(found.file());
        found.header()
                .ifPresentOrElse(
                        header -> compare(found, header, log, size),
                        () -> damage(found, 0, SegmentHeader.LENGTH, found.flaw()));
        SegmentHeader header =
                found.header().orElse(new SegmentHeader(log, found.number(), Instant.EPOCH, size));
        if (header.logId().equals(log)) {
            notes.firstSequence(header.number())
                    .ifPresent(first -> last = Math.max(last, first - 1));
            try (SegmentReader reader = new SegmentReader(found.file(), header)) {
                groups(reader, found);
            }
        }
        done += size;
        visitor.progress(done, octets);
    }

    private void compare(Found found, SegmentHeader header, UUID log, long size) {
        if (!header.logId().equals(log)) {
            damage(found, 0, size, "the segment is of another log");
        } else if (header.number() != found.number()) {
            damage(found, 0, 0, "the file holds segment " + header.number());
        }
        if (size < header.size()) {
            damage(found, size, header.size() - size, "the file ends too early");
        } else if (size > header.size()) {
            damage(found, header.size(), size - header.size(), "the file is too long");
        }
    }

    private void groups(SegmentReader reader, Found found) {
        int at = SegmentHeader.LENGTH;
        while (last < upTo) {
            Optional<SegmentReader.Found> group = reader.groupAt(at);
            if (group.isEmpty()) {
                group = reader.firstFrom(at);
                int to = group.map(SegmentReader.Found::start).orElse(reader.usedUpTo(at));
                if (to > at) {
                    tail.ifPresent(visitor::damage);
                    tail = Optional.of(broken(found, at, to - at));
                }
            }
            if (group.isEmpty()) {
                return;
            }
            group(reader, group.get(), found);
            at = group.get().end();
            visitor.progress(done + at, octets);
        }
    }

    private void group(SegmentReader reader, SegmentReader.Found group, Found found) {
        long sequence = group.header().sequence();
        int length = group.end() - group.start();
        if (sequence <= last) {
            damage(found, group.start(), length, "group " + sequence + " stands here once more");
            return;
        }
        if (tail.isEmpty() && sequence > last + 1) {
            String what = "the groups " + (last + 1) + " to " + (sequence - 1) + " are missing";
            damage(found, group.start(), 0, what);
        }
        tail.ifPresent(visitor::damage);
        tail = Optional.empty();
        last = sequence;
        try {
            LogGroup read = reader.read(group);
            if (digests) {
                compareDigests(reader, read, found);
            }
            visitor.group(read);
        } catch (Failure.Syntax e) {
            damage(found, group.start(), length, "the checksum matches, but " + e.getMessage());
        }
    }

    private void compareDigests(SegmentReader reader, LogGroup group, Found found) {
        for (StoredBody body : group.bodies()) {
            if (!reader.matches(body)) {
                damage(found, body.offset(), body.size(), "body " + body.id() + " is not itself");
            }
        }
    }

    private LogDamage broken(Found found, long offset, long length) {
        String what = "no whole group behind group " + last;
        return new LogDamage(found.file(), found.number(), offset, length, what, false);
    }

    private void damage(Found found, long offset, long length, String what) {
        visitor.damage(new LogDamage(found.file(), found.number(), offset, length, what, false));
    }
}
