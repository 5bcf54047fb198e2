package org.tohost.backend.log;

/// Somebody has to read a part of the log: nothing of it is freed until this is closed.
public interface LogHold extends AutoCloseable {
    /// Lets go; a second call does nothing.
    @Override
    void close();
}
