package org.tohost.backend.store;

import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// Where chunks that left memory are read again.
interface ChunkSource {
    /// {@return the messages of the chunks with these ids, in this order, each empty if there is no
    /// such row}
    ///
    /// @throws Failure.Unavailable if the index cannot be read
    List<Optional<PackedMessages>> read(List<Long> ids);

    /// {@return how often a chunk has come into memory so far}
    long turn();

    /// The messages of this chunk have come back into memory.
    void loaded(Chunk chunk);

    /// {@return what to tell of a row that should be there; the index is rebuilt at the next start}
    Failure.Unavailable missing(String what);
}
