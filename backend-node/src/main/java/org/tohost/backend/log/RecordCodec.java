package org.tohost.backend.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.spool.Sha256;
import org.tohost.common.failure.Failure;

/// The records within a group. Pure.
final class RecordCodec {
    private static final byte CHANGES = 1;
    private static final byte BODY = 2;
    private static final byte CHECKPOINT = 3;
    private static final byte VERSION = 1;
    private static final int COMMON = 16;
    private static final int CHANGES_HEAD = COMMON + 16;
    private static final int BODY_HEAD = COMMON + 8 + Sha256.LENGTH;

    private RecordCodec() {}

    /// {@return octets that the records of this group take}
    static long length(RecordGroup group) {
        long length = 0;
        for (ChangeRecord record : group.changes()) {
            int user = record.user().getBytes(StandardCharsets.UTF_8).length;
            length += CHANGES_HEAD + user + record.content().length;
        }
        for (NewBody body : group.bodies()) {
            length += BODY_HEAD + body.content().size();
        }
        return length;
    }

    /// {@return the whole record}
    static byte[] encode(ChangeRecord record) {
        byte[] user = record.user().getBytes(StandardCharsets.UTF_8);
        byte[] content = record.content();
        ByteBuffer out = ByteBuffer.allocate(CHANGES_HEAD + user.length + content.length);
        common(out, record.checkpoint() ? CHECKPOINT : CHANGES, user.length, content.length);
        out.putLong(record.userSequence()).putLong(record.at().toEpochMilli());
        return out.put(user).put(content).array();
    }

    /// {@return what stands before the octets of a body}
    static byte[] encodeHead(NewBody body) {
        ByteBuffer out = ByteBuffer.allocate(BODY_HEAD);
        common(out, BODY, 0, body.content().size());
        return out.putLong(body.id()).put(body.content().sha256()).array();
    }

    /// The records of a group.
    record Records(List<ChangeRecord> changes, List<StoredBody> bodies) {}

    /// Reads the records between `from` and `to` of the segment with this number.
    ///
    /// @throws Failure.Syntax if they do not follow the format
    static Records decode(ByteBuffer segment, int from, int to, long number) {
        List<ChangeRecord> changes = new ArrayList<>();
        List<StoredBody> bodies = new ArrayList<>();
        ByteBuffer in = segment.duplicate().limit(to).position(from);
        while (in.hasRemaining()) {
            need(in, COMMON);
            byte kind = in.get();
            byte version = in.get();
            int userLength = Short.toUnsignedInt(in.getShort());
            in.getInt();
            long length = in.getLong();
            if (version != VERSION) {
                throw new Failure.Syntax("a record of version " + version);
            }
            switch (kind) {
                case CHANGES -> changes.add(changes(in, userLength, length, false));
                case CHECKPOINT -> changes.add(changes(in, userLength, length, true));
                case BODY -> bodies.add(body(in, length, number));
                default -> throw new Failure.Syntax("a record of kind " + kind);
            }
        }
        return new Records(changes, bodies);
    }

    private static void common(ByteBuffer out, byte kind, int userLength, long length) {
        out.put(kind).put(VERSION).putShort((short) userLength).putInt(0).putLong(length);
    }

    private static ChangeRecord changes(
            ByteBuffer in, int userLength, long length, boolean checkpoint) {
        need(in, CHANGES_HEAD - COMMON + userLength + length);
        long userSequence = in.getLong();
        Instant at = Instant.ofEpochMilli(in.getLong());
        byte[] user = new byte[userLength];
        byte[] content = new byte[(int) length];
        in.get(user).get(content);
        return new ChangeRecord(
                new String(user, StandardCharsets.UTF_8), userSequence, at, checkpoint, content);
    }

    private static StoredBody body(ByteBuffer in, long length, long segment) {
        need(in, BODY_HEAD - COMMON + length);
        long id = in.getLong();
        int offset = in.position() + Sha256.LENGTH;
        in.position(offset + (int) length);
        return new StoredBody(id, segment, offset, length);
    }

    private static void need(ByteBuffer in, long count) {
        if (count < 0 || in.remaining() < count) {
            throw new Failure.Syntax("a record that ends behind its group");
        }
    }
}
