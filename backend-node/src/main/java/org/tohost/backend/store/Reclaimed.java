package org.tohost.backend.store;

/// What came of looking for room in the log.
///
/// @param segments how many were freed
/// @param octets by how much the log is shorter for it
/// @param checkpoints how many users' state was written again
/// @param held true if segments would have gone that somebody still reads
public record Reclaimed(int segments, long octets, int checkpoints, boolean held) {
    /// Nothing.
    public static final Reclaimed NOTHING = new Reclaimed(0, 0, 0, false);

    Reclaimed plus(Reclaimed more) {
        return new Reclaimed(
                segments + more.segments,
                octets + more.octets,
                checkpoints + more.checkpoints,
                held || more.held);
    }
}
