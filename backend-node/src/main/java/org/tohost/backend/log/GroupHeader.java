package org.tohost.backend.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What stands before the records of a group.
///
/// @param contentLength octets of all records
/// @param epoch of the volume
/// @param sequence number of the group in the log
/// @param durable the last group that was known to be on the disk when this one was written: if one
///   up to there is broken, that is damage and no torn tail
/// @param user whose changes these are, empty if there are several or none
/// @param userSequence the number of the change record of this user, else 0
/// @param origin the node that decided
record GroupHeader(
        long contentLength,
        UUID logId,
        long epoch,
        long sequence,
        long durable,
        String user,
        long userSequence,
        String origin) {
    static final int FIXED = 72;
    static final int CRC_AT = 68;
    static final int MAGIC = 0x54475250; // TGRP

    private static final short VERSION = 1;

    /// {@return the header with a checksum of zero}
    byte[] encode() {
        byte[] userName = user.getBytes(StandardCharsets.UTF_8);
        byte[] originName = origin.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(FIXED + userName.length + originName.length);
        out.putInt(MAGIC).putShort(VERSION).putShort((short) 0).putLong(contentLength);
        out.putLong(logId.getMostSignificantBits()).putLong(logId.getLeastSignificantBits());
        out.putLong(epoch).putLong(sequence).putLong(durable).putLong(userSequence);
        out.putShort((short) userName.length).putShort((short) originName.length).putInt(0);
        out.put(userName).put(originName);
        return out.array();
    }

    /// {@return true if the fixed part of a header of this version could stand here}
    static boolean isAt(ByteBuffer segment, int at) {
        return at >= SegmentHeader.LENGTH
                && segment.limit() - at >= FIXED
                && segment.getInt(at) == MAGIC
                && segment.getShort(at + 4) == VERSION;
    }

    /// {@return octets of header, content and padding; negative if they cannot be true}
    static long lengthAt(ByteBuffer segment, int at) {
        long content = segment.getLong(at + 8);
        boolean possible = content >= 0 && content <= segment.limit() - at;
        return possible ? padded(headLengthAt(segment, at) + content) : -1;
    }

    static int headLengthAt(ByteBuffer segment, int at) {
        int user = Short.toUnsignedInt(segment.getShort(at + 64));
        int origin = Short.toUnsignedInt(segment.getShort(at + 66));
        return FIXED + user + origin;
    }

    static GroupHeader decode(ByteBuffer segment, int at) {
        ByteBuffer in = segment.duplicate().position(at + 8);
        long contentLength = in.getLong();
        UUID logId = new UUID(in.getLong(), in.getLong());
        long epoch = in.getLong();
        long sequence = in.getLong();
        long durable = in.getLong();
        long userSequence = in.getLong();
        int userLength = Short.toUnsignedInt(in.getShort());
        int originLength = Short.toUnsignedInt(in.getShort());
        in.getInt();
        String user = text(in, userLength);
        String origin = text(in, originLength);
        return new GroupHeader(
                contentLength, logId, epoch, sequence, durable, user, userSequence, origin);
    }

    /// {@return the length with padding: groups begin at multiples of 8}
    static long padded(long length) {
        return (length + 7) & ~7L;
    }

    private static String text(ByteBuffer in, int length) {
        byte[] octets = new byte[length];
        in.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }
}
