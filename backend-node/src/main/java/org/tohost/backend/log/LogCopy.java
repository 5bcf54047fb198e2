package org.tohost.backend.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.tohost.common.failure.Failure;

/// Copies a log, as it is up to one of its groups, while others are written behind it. What the
/// folder has of an earlier copy stays. Nothing may free segments meanwhile. One thread.
public final class LogCopy {
    private static final int BLOCK = 1 << 20;

    private final Path from;
    private final Path to;
    private final LogPosition upTo;
    private final Progress progress;
    private long done;
    private long all;

    /// Hears how far a copy is.
    @FunctionalInterface
    public interface Progress {
        /// So many octets of all are there.
        void reached(long octets, long all);
    }

    /// A segment of a copy.
    ///
    /// @param name of the file
    /// @param size octets of the file
    /// @param used up to there it is as in the log, behind it are zeros
    /// @param checksum CRC32C of the octets in use
    public record Copied(String name, long size, long used, int checksum) {}

    /// A copy of the log in the folder `from` to the folder `to`, with this group as the last one.
    public LogCopy(Path from, Path to, LogPosition upTo, Progress progress) {
        this.from = from;
        this.to = to;
        this.upTo = upTo;
        this.progress = progress;
    }

    /// Copies what is not there.
    ///
    /// @param there what the folder has, by name
    /// @return what the copy consists of, all of it durable
    public List<Copied> run(Map<String, Copied> there) throws IOException {
        Files.createDirectories(to);
        List<Path> segments = new ArrayList<>();
        for (Path file : SegmentFolder.segments(from)) {
            if (SegmentFolder.number(file) <= Math.max(1, upTo.segment())) {
                segments.add(file);
                all += Files.size(file);
            }
        }
        List<Copied> copied = new ArrayList<>();
        for (Path file : segments) {
            copied.add(copy(file, there));
            done += Files.size(file);
            progress.reached(done, all);
        }
        copyNotes();
        new FileDisk().forceFolder(to);
        return copied;
    }

    /// What is noted of segments that were freed says why there are none of these numbers.
    private void copyNotes() throws IOException {
        Path notes = from.resolve(SegmentFolder.NOTES);
        if (Files.exists(notes)) {
            SegmentFolder.writeNotes(to, new FileDisk(), Files.readAllBytes(notes));
        }
    }

    /// {@return the CRC32C of the first octets of a file}
    ///
    /// @throws IOException if it has fewer
    public static int checksum(Path file, long octets) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (long left = octets; left > 0; ) {
                int n = in.read(block, 0, (int) Math.min(block.length, left));
                if (n < 0) {
                    throw new IOException(file + " ends too early");
                }
                crc.update(block, 0, n);
                left -= n;
            }
        }
        return (int) crc.getValue();
    }

    private Copied copy(Path file, Map<String, Copied> there) throws IOException {
        String name = String.valueOf(file.getFileName());
        long size = Files.size(file);
        long used = SegmentFolder.number(file) < upTo.segment() ? size : end(file);
        Path target = to.resolve(name);
        Copied before = there.get(name);
        if (before != null
                && before.size() == size
                && before.used() == used
                && Files.exists(target)
                && Files.size(target) == size) {
            return before;
        }
        Path unfinished = to.resolve(name + ".copy");
        Files.deleteIfExists(unfinished);
        if (used < size || !link(file, unfinished)) {
            copy(file, unfinished, used, size);
        }
        int checksum = checksum(unfinished, used);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        return new Copied(name, size, used, checksum);
    }

    /// {@return where the last group ends}
    private long end(Path file) throws IOException {
        if (upTo.sequence() == 0) {
            return SegmentHeader.LENGTH;
        }
        try (SegmentReader reader = new SegmentReader(file)) {
            return reader.groupAt((int) upTo.offset())
                    .orElseThrow(() ->
                            new Failure.Unavailable(
                                    file + ": no group " + upTo.sequence() + " where it should be"))
                    .end();
        }
    }

    /// A segment that is full is never written again: on the same file system both may be one.
    private static boolean link(Path file, Path target) {
        try {
            Files.createLink(target, file);
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static void copy(Path file, Path target, long used, long size) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < used; ) {
                long n = in.transferTo(at, Math.min(BLOCK, used - at), out);
                if (n <= 0) {
                    throw new IOException(file + " ends too early");
                }
                at += n;
            }
            if (used < size) {
                out.write(ByteBuffer.allocate(1), size - 1); // zeros behind what is in use
            }
            out.force(true);
        }
    }
}
