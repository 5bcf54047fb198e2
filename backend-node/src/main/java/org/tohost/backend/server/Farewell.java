package org.tohost.backend.server;

/// Why the server, not the client, ends a session. Each protocol has one line of its own for each.
public enum Farewell {
    /// The node is being stopped.
    NODE_STOPS("node stops"),
    /// Only nodes of the cluster may connect here, and this is none.
    NODES_ONLY("not a node"),
    /// The node serves as many sessions as it may.
    TOO_MANY("too many sessions"),
    /// The client was silent for too long.
    IDLE("idle for too long"),
    /// Another node owns the user now.
    USER_MOVED("user belongs to another node"),
    /// The user's account is closed, or gone.
    ACCOUNT_CLOSED("account closed"),
    /// A defect of ours; the log has it.
    DEFECT("defect");

    private final String ending;

    Farewell(String ending) {
        this.ending = ending;
    }

    /// {@return what the log says of it}
    String ending() {
        return ending;
    }
}
