package org.tohost.backend.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.failure.Failure;

/// The values of the index's small rows. Pure; what cannot be read is [Failure.Syntax].
final class IndexRows {
    private IndexRows() {}

    static byte[] number(long number) {
        return new BinaryWriter().number(number).toOctets();
    }

    static long number(byte[] octets) {
        return new BinaryReader(octets).number();
    }

    static byte[] body(StoredBody body) {
        return new BinaryWriter()
                .number(body.segment())
                .number(body.offset())
                .number(body.size())
                .toOctets();
    }

    static StoredBody body(long id, byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        return new StoredBody(id, in.number(), in.number(), in.number());
    }

    static byte[] delivery(DeliveryIds.Delivered delivered) {
        return new BinaryWriter()
                .number(delivered.number())
                .number(delivered.answer().uidValidity())
                .number(delivered.answer().uid())
                .toOctets();
    }

    static DeliveryIds.Delivered delivery(byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        return new DeliveryIds.Delivered(in.number(), new Appended(in.number(), in.number()));
    }

    static byte[] deliveryId(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    static String deliveryId(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    static byte[] queued(QueueEntry entry) {
        return ChangeCodec.encode(List.of(new Change.Queued(entry)));
    }

    static QueueEntry queued(byte[] octets) {
        List<Change> changes = ChangeCodec.decode(octets);
        if (changes.size() == 1 && changes.getFirst() instanceof Change.Queued(QueueEntry entry)) {
            return entry;
        }
        throw new Failure.Syntax("no entry of the queue");
    }
}
