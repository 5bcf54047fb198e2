package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The files of a log: `000000000001.seg` and so on. A segment is written whole with zeros under
/// another name, forced, renamed, and the folder forced; only then it counts.
///
/// @param size octets of an ordinary segment
record SegmentFolder(Path path, Disk disk, UUID logId, Instant created, long size) {
    private static final String SUFFIX = ".seg";
    private static final String UNFINISHED = ".seg.new";
    private static final int PAGE = 4096;

    /// {@return the segments in this folder in order, what was never finished being deleted}
    static List<Path> list(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
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

    /// Makes a segment in which a group of `needed` octets has room.
    Segment create(long number, long needed) throws IOException {
        long room = Math.max(size, SegmentHeader.LENGTH + needed);
        long whole = (room + PAGE - 1) / PAGE * PAGE;
        SegmentHeader header = new SegmentHeader(logId, number, created, whole);
        Path target = path.resolve(name(number));
        Path unfinished = path.resolve(number + UNFINISHED);
        try {
            writeZeros(unfinished, header);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
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
