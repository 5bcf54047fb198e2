package org.tohost.proxy.dialogue;

/// Why the proxy ends a dialogue by itself.
public enum Farewell {
    /// The node stops.
    STOPPING("node stops"),
    /// No login within the time for it.
    TIMED_OUT("no login in time"),
    /// The node has as many sessions as it may have.
    FULL("too many sessions"),
    /// Too many commands, mistakes or refused logins.
    PATIENCE("too many commands or mistakes"),
    /// A bug.
    BUG("internal error");

    private final String why;

    Farewell(String why) {
        this.why = why;
    }

    /// {@return the reason in words for the log}
    public String why() {
        return why;
    }
}
