package org.tohost.backend.store;

import java.util.Optional;
import org.tohost.common.failure.Failure;

/// Where chunks that left memory are read again.
interface ChunkSource {
    /// {@return the messages of the chunk with this id, empty if there is no such row}
    ///
    /// @throws Failure.Unavailable if the index cannot be read
    Optional<Message[]> read(long id);

    /// The messages of this chunk have come back into memory.
    void loaded(Chunk chunk);

    /// {@return what to tell of a row that should be there; the index is rebuilt at the next start}
    Failure.Unavailable missing(String what);
}
