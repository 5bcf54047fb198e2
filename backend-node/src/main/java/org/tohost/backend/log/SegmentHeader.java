package org.tohost.backend.log;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.tohost.common.failure.Failure;

/// The first [#LENGTH] octets of a segment file. Magic, version and checksum stand where they stand
/// in every version, so that another version is told from damage.
///
/// @param logId the same in all segments of a log, and in no other log
/// @param number the place of the segment in the log, from 1; also the name of the file
/// @param created when the log was made, to the second
/// @param size octets of the file
record SegmentHeader(UUID logId, long number, Instant created, long size) {
    static final int LENGTH = 64;

    private static final long MAGIC = 0x544F484F53545347L; // TOHOSTSG
    private static final short VERSION = 2;
    private static final int CRC_AT = 60;

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH);
        out.putLong(MAGIC).putShort(VERSION).position(16);
        out.putLong(logId.getMostSignificantBits()).putLong(logId.getLeastSignificantBits());
        out.putLong(number).putLong(created.getEpochSecond()).putLong(size);
        out.putInt(CRC_AT, crc(out.array()));
        return out.array();
    }

    /// Reads the header of this file.
    ///
    /// @throws Failure.Syntax with what is wrong
    /// @throws Failure.Unavailable if nothing is, but another version of Tohost wrote it
    static SegmentHeader decode(ByteBuffer segment, Path file) {
        if (segment.limit() < LENGTH) {
            throw new Failure.Syntax("shorter than a segment's header");
        }
        byte[] octets = new byte[LENGTH];
        segment.get(0, octets);
        ByteBuffer in = ByteBuffer.wrap(octets);
        if (in.getLong() != MAGIC) {
            throw new Failure.Syntax("not a segment");
        }
        if (in.getInt(CRC_AT) != crc(octets)) {
            throw new Failure.Syntax("the header's checksum does not match");
        }
        short version = in.getShort();
        if (version != VERSION) {
            throw ofAnotherVersion(version, file);
        }
        in.position(16);
        UUID logId = new UUID(in.getLong(), in.getLong());
        return new SegmentHeader(
                logId, in.getLong(), Instant.ofEpochSecond(in.getLong()), in.getLong());
    }

    private static Failure.Unavailable ofAnotherVersion(short version, Path file) {
        Path whole = file.toAbsolutePath();
        return Failure.Unavailable.misconfigured(
                "the log in the folder "
                        + whole.getParent()
                        + " was written by another version of Tohost: it has format "
                        + version
                        + ", this version reads and writes format "
                        + VERSION
                        + " (file "
                        + whole.getFileName()
                        + "). Nothing was changed. Run the version that wrote it, where `tohost store"
                        + " export` saves the mail of a user; or move that folder away to begin"
                        + " without mail");
    }

    private static int crc(byte[] octets) {
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, CRC_AT);
        return (int) crc.getValue();
    }
}
