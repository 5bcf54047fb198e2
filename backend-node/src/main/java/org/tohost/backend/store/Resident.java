package org.tohost.backend.store;

/// What may leave memory because it can be read again.
interface Resident {
    /// {@return about how many octets it takes}
    long weight();

    /// {@return true if it was used since this was last asked}
    boolean wasUsed();

    /// Leaves memory, unless there is a reason to stay.
    void leave();
}
