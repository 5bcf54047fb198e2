package org.tohost.backend.store;

import java.util.UUID;
import org.tohost.backend.log.LogPosition;
import org.tohost.common.failure.Failure;

/// The row that says how far the index is.
///
/// @param at the last group of the log that is in it
/// @param lastChunk the highest id of a chunk; rows above it count for nothing
/// @param lastBody the highest number of a body
/// @param whole false if it is made anew and has not come to the end of the log: then it cannot be
///   gone on with
record IndexHead(LogPosition at, long lastChunk, long lastBody, boolean whole) {
    /// Of an index without anything in it.
    static final IndexHead NONE =
            new IndexHead(new LogPosition(new UUID(0, 0), 0, 0, 0, 0), 0, 0, true);

    private static final int VERSION = 4;

    byte[] encode() {
        return new BinaryWriter()
                .number(VERSION)
                .number(at.log().getMostSignificantBits())
                .number(at.log().getLeastSignificantBits())
                .number(at.segment())
                .number(at.offset())
                .number(at.sequence())
                .number(at.checksum())
                .number(lastChunk)
                .number(lastBody)
                .flag(whole)
                .toOctets();
    }

    /// Reads it.
    ///
    /// @throws Failure.Syntax if it does not follow the format, or is of another version
    static IndexHead decode(byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        long version = in.number();
        if (version != VERSION) {
            throw new Failure.Syntax(
                    "another version of Tohost made it, it has format "
                            + version
                            + ", this version reads "
                            + VERSION);
        }
        UUID log = new UUID(in.number(), in.number());
        LogPosition at =
                new LogPosition(log, in.number(), in.number(), in.number(), (int) in.number());
        return new IndexHead(at, in.number(), in.number(), in.flag());
    }
}
