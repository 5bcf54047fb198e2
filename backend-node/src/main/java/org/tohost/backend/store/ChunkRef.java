package org.tohost.backend.store;

/// What is known of a chunk without its messages.
///
/// @param id of its row in the index; 0 if it has none yet
/// @param first the lowest UID in it
/// @param last the highest UID in it
/// @param size how many messages it has, at least one
/// @param unseen how many of them lack \Seen
/// @param octets their sizes together
record ChunkRef(long id, long first, long last, int size, int unseen, long octets) {
    /// {@return the same in another row}
    ChunkRef at(long row) {
        return new ChunkRef(row, first, last, size, unseen, octets);
    }
}
