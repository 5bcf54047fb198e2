package org.tohost.backend.store;

/// Hears what is found in a store that serves.
public interface StoreFindings extends ImageFindings {
    /// {@return true if all of the log that was read is as it was written}
    boolean isLogWhole();

    /// The index is not as the log says.
    void differs(IndexDifference difference);

    /// So many users of all are compared.
    void compared(long users, long all);
}
