package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.tohost.common.failure.Failure;

/// The files of a log: `000000000001.seg` and so on, and `segments`, what is noted of them. A
/// segment is written whole with zeros under another name, forced, renamed, and the folder forced;
/// only then it counts.
///
/// @param size octets of an ordinary segment
record SegmentFolder(Path path, Disk disk, UUID logId, Instant created, long size) {
    private static final String SUFFIX = ".seg";
    private static final String UNFINISHED = ".seg.new";

    /// The file of what is noted of segments.
    static final String NOTES = "segments";

    private static final int PAGE = 4096;

    /// {@return the segments in this folder in order, what was never finished being deleted}
    static List<Path> list(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.new")) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return segments(folder);
    }

    /// {@return the segments in this folder, by rising number}
    static List<Path> segments(Path folder) throws IOException {
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            files.forEach(segments::add);
        }
        segments.sort(null);
        return segments;
    }

    static String name(long number) {
        return String.format(Locale.ROOT, "%012d%s", number, SUFFIX);
    }

    /// {@return the number that a segment of this name has; 0 if it is no segment's name}
    static long number(Path file) {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.length() - SUFFIX.length());
        return digits.matches("[0-9]{12,18}") ? Long.parseLong(digits) : 0;
    }

    /// {@return what is noted of the segments in this folder}
    ///
    /// @throws Failure.Unavailable if it cannot be read
    static SegmentNotes readNotes(Path folder, UUID logId) throws IOException {
        Path file = folder.resolve(NOTES);
        if (!Files.exists(file)) {
            return SegmentNotes.NONE;
        }
        try {
            return SegmentNotes.decode(Files.readAllBytes(file), logId);
        } catch (Failure.Syntax e) {
            throw new Failure.Unavailable("the log is damaged: " + file + ": " + e.getMessage(), e);
        }
    }

    /// Replaces what is noted of the segments; when this returns it is durable.
    static void writeNotes(Path folder, Disk disk, byte[] notes) throws IOException {
        Path unfinished = folder.resolve(NOTES + ".new");
        try (DiskFile out = disk.open(unfinished)) {
            out.write(notes, 0, notes.length, 0);
            out.force();
        }
        disk.rename(unfinished, folder.resolve(NOTES));
        disk.forceFolder(folder);
    }

    /// Makes a segment in which a group of `needed` octets has room.
    Segment create(long number, long needed) throws IOException {
        long room = Math.max(size, SegmentHeader.LENGTH + needed);
        long whole = (room + PAGE - 1) / PAGE * PAGE;
        SegmentHeader header = new SegmentHeader(logId, number, created, whole);
        Path target = path.resolve(name(number));
        Path unfinished = path.resolve(number + UNFINISHED);
        try {
            writeZeros(unfinished, header);
            disk.rename(unfinished, target);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        disk.forceFolder(path);
        return new Segment(header, target, disk.open(target));
    }

    private void writeZeros(Path file, SegmentHeader header) throws IOException {
        byte[] zeros = new byte[(int) Math.min(1 << 20, header.size())];
        try (DiskFile out = disk.open(file)) {
            for (long at = 0; at < header.size(); at += zeros.length) {
                int length = (int) Math.min(zeros.length, header.size() - at);
                out.write(zeros, 0, length, at);
            }
            out.write(header.encode(), 0, SegmentHeader.LENGTH, 0);
            out.force();
        }
    }
}
