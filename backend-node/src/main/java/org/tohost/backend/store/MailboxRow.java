package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;

/// What the index has of a mailbox: see [MailboxView].
///
/// @param chunks of its messages, by rising UID
record MailboxRow(
        long id,
        String name,
        long uidValidity,
        long uidNext,
        long highestModSeq,
        List<ChunkRef> chunks) {
    byte[] encode() {
        BinaryWriter out = new BinaryWriter();
        out.number(id).text(name).number(uidValidity).number(uidNext).number(highestModSeq);
        out.number(chunks.size());
        long end = 0;
        for (ChunkRef chunk : chunks) {
            out.number(chunk.id()).number(chunk.first() - end).number(chunk.last() - chunk.first());
            out.number(chunk.size()).number(chunk.unseen());
            end = chunk.last();
        }
        return out.toOctets();
    }

    /// Reads it.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if it does not follow the format
    static MailboxRow decode(byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        long id = in.number();
        String name = in.text();
        long uidValidity = in.number();
        long uidNext = in.number();
        long highestModSeq = in.number();
        int count = in.count();
        List<ChunkRef> chunks = new ArrayList<>(count);
        long end = 0;
        for (int i = 0; i < count; i++) {
            long chunk = in.number();
            long first = end + in.number();
            end = first + in.number();
            chunks.add(new ChunkRef(chunk, first, end, (int) in.number(), (int) in.number()));
        }
        return new MailboxRow(id, name, uidValidity, uidNext, highestModSeq, chunks);
    }
}
