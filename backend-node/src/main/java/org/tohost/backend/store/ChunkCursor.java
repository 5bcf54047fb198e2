package org.tohost.backend.store;

/// A walk over a list of messages that can tell and skip what another list shares. One thread.
final class ChunkCursor {
    private final Stretch[] stretches;
    private int stretch;
    private int chunk;
    private int offset;
    private int place;

    ChunkCursor(Stretch[] stretches) {
        this.stretches = stretches;
    }

    boolean atEnd() {
        return stretch == stretches.length;
    }

    /// {@return the place in the list}
    int place() {
        return place;
    }

    long uid() {
        return messages().uid(offset);
    }

    long modSeq() {
        return messages().modSeq(offset);
    }

    void advance() {
        if (offset + 1 == current().tally().size()) {
            skipChunk();
        } else {
            offset++;
            place++;
        }
    }

    /// Skips what both begin with here, if that is the same stretch or the same chunk. Neither is
    /// at its end. {@return false if nothing was skipped}
    boolean skipShared(ChunkCursor other) {
        if (offset != 0 || other.offset != 0) {
            return false;
        }
        if (chunk == 0
                && other.chunk == 0
                && stretches[stretch] == other.stretches[other.stretch]) {
            skipStretch();
            other.skipStretch();
            return true;
        }
        if (current() == other.current()) {
            skipChunk();
            other.skipChunk();
            return true;
        }
        return false;
    }

    /// Skips the rest of a chunk.
    void skipChunk() {
        place += current().tally().size() - offset;
        offset = 0;
        chunk++;
        if (chunk == stretches[stretch].chunks().size()) {
            chunk = 0;
            stretch++;
        }
    }

    private void skipStretch() {
        place += stretches[stretch].tally().size();
        stretch++;
    }

    private PackedMessages messages() {
        return stretches[stretch].messages(chunk);
    }

    private Chunk current() {
        return stretches[stretch].chunks().get(chunk);
    }
}
