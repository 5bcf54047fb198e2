package org.tohost.common.run;

/// A part of a node that runs between [#start] and [#stop].
public interface Startable {
    /// {@return what operators call it, for the log: `imap listener`}
    String name();

    /// Starts it and returns when it serves. A start that throws leaves nothing behind that runs.
    /// An interrupt means that its time is over.
    void start() throws Exception;

    /// Stops it and returns when it is at rest. Called once, and only after a start that succeeded.
    /// An interrupt means that its time is over.
    void stop() throws Exception;
}
