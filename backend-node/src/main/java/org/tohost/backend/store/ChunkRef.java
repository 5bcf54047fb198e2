package org.tohost.backend.store;

/// What is known of a chunk without its messages.
///
/// @param id of its row in the index; 0 if it has none yet
/// @param first the lowest UID in it
/// @param last the highest UID in it
/// @param tally of its messages, at least one
record ChunkRef(long id, long first, long last, Tally tally) {
    /// {@return the same in another row}
    ChunkRef at(long row) {
        return new ChunkRef(row, first, last, tally);
    }
}
