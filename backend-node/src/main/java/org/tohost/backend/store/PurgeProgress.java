package org.tohost.backend.store;

/// Hears how far a purge is. Called by a thread of the store; must not block for long.
@FunctionalInterface
public interface PurgeProgress {
    /// So many segments of all were searched.
    void searched(long segments, long all);
}
