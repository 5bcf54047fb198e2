package org.tohost.backend.log;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.tohost.backend.spool.Sha256;
import org.tohost.common.failure.Failure;

/// Reads a segment file as it lies on the disk and believes nothing. One thread.
final class SegmentReader implements AutoCloseable {
    private final Arena arena;
    private final ByteBuffer octets;
    private final SegmentHeader header;

    /// A valid group.
    record Found(GroupHeader header, int start, int end, int checksum) {}

    /// @throws Failure.Syntax if the header of the segment is wrong
    SegmentReader(Path file) throws IOException {
        this(file, header(file));
        if (header.size() != octets.limit()) {
            int there = octets.limit();
            close();
            throw new Failure.Syntax("has " + there + " octets and should have " + header.size());
        }
    }

    /// Reads a file as if it had this header.
    SegmentReader(Path file, SegmentHeader header) throws IOException {
        this.arena = Arena.ofConfined();
        this.header = header;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            this.octets =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                            .asByteBuffer();
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// {@return the header that a file has}
    ///
    /// @throws Failure.Syntax if it is wrong
    /// @throws Failure.Unavailable if another version of Tohost wrote it
    static SegmentHeader header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return SegmentHeader.decode(ByteBuffer.wrap(in.readNBytes(SegmentHeader.LENGTH)), file);
        }
    }

    SegmentHeader header() {
        return header;
    }

    /// {@return the group that begins here, if its checksum matches and it is of this log}
    Optional<Found> groupAt(int at) {
        return anyGroupAt(at).filter(found -> found.header().logId().equals(header.logId()));
    }

    /// {@return the id of the log that the first whole group is of}
    Optional<UUID> logOfGroups() {
        for (int i = SegmentHeader.LENGTH; i <= octets.limit() - GroupHeader.FIXED; i += 8) {
            Optional<Found> found = anyGroupAt(i);
            if (found.isPresent()) {
                return Optional.of(found.get().header().logId());
            }
        }
        return Optional.empty();
    }

    private Optional<Found> anyGroupAt(int at) {
        if (!GroupHeader.isAt(octets, at)) {
            return Optional.empty();
        }
        long length = GroupHeader.lengthAt(octets, at);
        if (length < 0 || length > octets.limit() - at) {
            return Optional.empty();
        }
        int end = at + (int) length;
        int checksum = octets.getInt(at + GroupHeader.CRC_AT);
        if (checksum != crc(at, end)) {
            return Optional.empty();
        }
        return Optional.of(new Found(GroupHeader.decode(octets, at), at, end, checksum));
    }

    /// {@return the records of a valid group}
    ///
    /// @throws Failure.Syntax if they do not follow the format
    LogGroup read(Found group) {
        int from = group.start() + GroupHeader.headLengthAt(octets, group.start());
        int to = from + (int) group.header().contentLength();
        RecordCodec.Records records = RecordCodec.decode(octets, from, to, header.number());
        long length = (long) group.end() - group.start();
        return new LogGroup(position(group), length, records.changes(), records.bodies());
    }

    /// {@return the SHA-256 that stands before a body of a valid group}
    byte[] sha256(StoredBody body) {
        byte[] sha256 = new byte[Sha256.LENGTH];
        octets.get((int) body.offset() - sha256.length, sha256);
        return sha256;
    }

    /// {@return true if a body of a valid group has the SHA-256 that stands before it}
    boolean matches(StoredBody body) {
        MessageDigest digest = Sha256.digest();
        digest.update(octets.slice((int) body.offset(), (int) body.size()));
        return MessageDigest.isEqual(digest.digest(), sha256(body));
    }

    /// {@return where a valid group lies}
    LogPosition position(Found found) {
        return new LogPosition(
                header.logId(),
                header.number(),
                found.start(),
                found.header().sequence(),
                found.checksum());
    }

    /// {@return the first valid group that begins at `from` or behind}
    Optional<Found> firstFrom(int from) {
        for (int i = from; i <= octets.limit() - GroupHeader.FIXED; i += 8) {
            if (octets.getInt(i) == GroupHeader.MAGIC) {
                Optional<Found> found = groupAt(i);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// {@return where the last octet that is not zero ends, at least `from`}
    int usedUpTo(int from) {
        int end = octets.limit();
        while (end - from >= Long.BYTES && octets.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        return end;
    }

    @Override
    public void close() {
        arena.close();
    }

    private int crc(int start, int end) {
        CRC32C crc = new CRC32C();
        crc.update(octets.slice(start, GroupHeader.CRC_AT));
        crc.update(new byte[Integer.BYTES]);
        int rest = start + GroupHeader.CRC_AT + Integer.BYTES;
        crc.update(octets.slice(rest, end - rest));
        return (int) crc.getValue();
    }
}
