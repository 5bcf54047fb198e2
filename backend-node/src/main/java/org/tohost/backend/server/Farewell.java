package org.tohost.backend.server;

/// Why the server, not the client, ends a session. Each protocol has one line of its own for each.
public enum Farewell {
    /// The node is being stopped.
    NODE_STOPS,
    /// Only nodes of the cluster may connect here, and this is none.
    NODES_ONLY,
    /// The node serves as many sessions as it may.
    TOO_MANY,
    /// The client was silent for too long.
    IDLE,
    /// A defect of ours; the log has it.
    DEFECT
}
