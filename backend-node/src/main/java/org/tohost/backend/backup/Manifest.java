package org.tohost.backend.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tohost.backend.log.FileDisk;
import org.tohost.backend.log.LogCopy;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.Told;

/// What a backup consists of.
///
/// @param log the id of the log
/// @param groups the number of the last group that is in it
/// @param at when it was made
public record Manifest(UUID log, long groups, Instant at, List<LogCopy.Copied> segments) {
    /// The name of the file, which is written last.
    public static final String FILE = "manifest";

    private static final String VERSION = "1";

    /// Copies the list.
    public Manifest {
        segments = List.copyOf(segments);
    }

    /// {@return octets of all files}
    public long octets() {
        return segments.stream().mapToLong(LogCopy.Copied::size).sum();
    }

    Map<String, LogCopy.Copied> byName() {
        return segments.stream()
                .collect(Collectors.toMap(LogCopy.Copied::name, Function.identity()));
    }

    /// {@return the manifest in the folder of a backup, empty if there is none}
    ///
    /// @throws Failure.Syntax if it cannot be read
    public static Optional<Manifest> find(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(Files.readAllLines(file)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Failure.Syntax(file + ": " + e.getMessage());
        }
    }

    /// Puts it into the folder, in place of an older one, so that it lasts.
    void write(Path folder) throws IOException {
        Path unfinished = folder.resolve(FILE + ".new");
        try (FileChannel out =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            byte[] text = (String.join("\n", lines()) + "\n").getBytes(StandardCharsets.UTF_8);
            ByteBuffer left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        new FileDisk().forceFolder(folder);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                Told.of(
                                "version", VERSION,
                                "log", log,
                                "groups", groups,
                                "at", at,
                                "segments", segments.size())
                        .line());
        for (LogCopy.Copied segment : segments) {
            lines.add(
                    Told.of(
                                    "segment", segment.name(),
                                    "size", segment.size(),
                                    "used", segment.used(),
                                    "crc32c", Integer.toHexString(segment.checksum()))
                            .line());
        }
        return lines;
    }

    private static Manifest parse(List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        Told head = Told.parse(lines.getFirst());
        if (!value(head, "version").equals(VERSION)) {
            throw new IllegalArgumentException(
                    "another version of Tohost made the backup, it has format "
                            + value(head, "version")
                            + ", this version reads "
                            + VERSION);
        }
        List<LogCopy.Copied> segments = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Told told = Told.parse(line);
            segments.add(
                    new LogCopy.Copied(
                            value(told, "segment"),
                            Long.parseLong(value(told, "size")),
                            Long.parseLong(value(told, "used")),
                            Integer.parseUnsignedInt(value(told, "crc32c"), 16)));
        }
        if (segments.size() != Integer.parseInt(value(head, "segments"))) {
            throw new IllegalArgumentException("it is cut off");
        }
        return new Manifest(
                UUID.fromString(value(head, "log")),
                Long.parseLong(value(head, "groups")),
                Instant.parse(value(head, "at")),
                segments);
    }

    private static String value(Told told, String label) {
        return told.value(label)
                .orElseThrow(() -> new IllegalArgumentException(label + " is missing"));
    }
}
