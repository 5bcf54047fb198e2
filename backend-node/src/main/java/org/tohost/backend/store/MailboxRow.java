package org.tohost.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What the index has of a mailbox: see [MailboxView] and [Gone].
///
/// @param deletedAt when it was deleted, empty if it was not
/// @param chunks of its messages, by rising UID
/// @param goneChunks of the messages that are gone, by rising UID
record MailboxRow(
        long id,
        String name,
        long uidValidity,
        long uidNext,
        long highestModSeq,
        MailboxTraits traits,
        Optional<Instant> deletedAt,
        long floor,
        List<ExpungeMark> marks,
        List<ChunkRef> chunks,
        List<ChunkRef> goneChunks) {
    /// @param ids gives the id of a chunk's row
    static MailboxRow of(
            MailboxView mailbox, Optional<Instant> deletedAt, ToLongFunction<Chunk> ids) {
        return new MailboxRow(
                mailbox.id(),
                mailbox.name(),
                mailbox.uidValidity(),
                mailbox.uidNext(),
                mailbox.highestModSeq(),
                mailbox.traits(),
                deletedAt,
                mailbox.gone().floor(),
                mailbox.gone().marks(),
                refs(mailbox.messages(), ids),
                refs(mailbox.gone().messages(), ids));
    }

    private static List<ChunkRef> refs(MessageList messages, ToLongFunction<Chunk> ids) {
        List<ChunkRef> refs = new ArrayList<>();
        for (Chunk chunk : messages.chunks()) {
            refs.add(chunk.ref().at(ids.applyAsLong(chunk)));
        }
        return refs;
    }

    /// {@return all chunks, of messages that are there and that are gone}
    Stream<ChunkRef> allChunks() {
        return Stream.concat(chunks.stream(), goneChunks.stream());
    }

    /// {@return true if something went at `limit` or before and is not forgotten}
    boolean hasGone(Instant limit) {
        return deletedAt.filter(at -> !at.isAfter(limit)).isPresent()
                || marks.stream().anyMatch(mark -> !mark.at().isAfter(limit));
    }

    byte[] encode() {
        BinaryWriter out = new BinaryWriter();
        out.number(id).text(name).number(uidValidity).number(uidNext).number(highestModSeq);
        traits.write(out);
        out.flag(deletedAt.isPresent());
        deletedAt.ifPresent(out::instant);
        MailboxCodec.write(floor, marks, out);
        ChunkRefs.write(chunks, out);
        ChunkRefs.write(goneChunks, out);
        return out.toOctets();
    }

    /// Reads it.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if it does not follow the format
    static MailboxRow decode(byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        return new MailboxRow(
                in.number(),
                in.text(),
                in.number(),
                in.number(),
                in.number(),
                MailboxTraits.read(in),
                in.flag() ? Optional.of(in.instant()) : Optional.empty(),
                in.number(),
                MailboxCodec.readMarks(in),
                ChunkRefs.read(in),
                ChunkRefs.read(in));
    }
}
