package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;

/// A list of chunks as a row of the index has it: of UIDs, the distances. Pure.
final class ChunkRefs {
    private ChunkRefs() {}

    static void write(List<ChunkRef> chunks, BinaryWriter out) {
        out.number(chunks.size());
        long end = 0;
        for (ChunkRef chunk : chunks) {
            out.number(chunk.id()).number(chunk.first() - end).number(chunk.last() - chunk.first());
            chunk.tally().write(out);
            end = chunk.last();
        }
    }

    static List<ChunkRef> read(BinaryReader in) {
        int count = in.count();
        List<ChunkRef> chunks = new ArrayList<>(count);
        long end = 0;
        for (int i = 0; i < count; i++) {
            long chunk = in.number();
            long first = end + in.number();
            end = first + in.number();
            chunks.add(new ChunkRef(chunk, first, end, Tally.read(in)));
        }
        return chunks;
    }
}
