package org.tohost.common.config;

/// What a node does for the cluster.
public enum Role {
    /// Accepts clients, logs them in and hands them to their back-ends.
    PROXY,
    /// Owns the mail of its users.
    BACKEND;

    /// {@return the name in lower case, as in settings and certificates}
    public String label() {
        return ValueReader.word(this);
    }
}
