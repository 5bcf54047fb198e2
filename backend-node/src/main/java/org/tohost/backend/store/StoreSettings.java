package org.tohost.backend.store;

/// How a store is laid out.
///
/// @param segmentSize octets of a segment file of the log
/// @param spoolMemory octets of an incoming body that are kept in memory
/// @param lanes threads that plan writes
public record StoreSettings(long segmentSize, int spoolMemory, int lanes) {
    /// The defaults.
    public static final StoreSettings DEFAULT = new StoreSettings(64L << 20, 128 << 10, 2);
}
