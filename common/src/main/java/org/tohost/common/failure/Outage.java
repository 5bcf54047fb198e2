package org.tohost.common.failure;

/// Why something cannot be done now. SMTP has words of its own for each, the other protocols one
/// for all.
public enum Outage {
    /// The user database or another node does not answer.
    SILENT,
    /// A node did not answer a short while ago, and was not asked again.
    SHUNNED,
    /// The disk is full, or the store takes no writes.
    STORAGE,
    /// Nothing is down: an operator has made a mistake.
    MISCONFIGURED,
    /// This node is about to stop.
    STOPPING
}
