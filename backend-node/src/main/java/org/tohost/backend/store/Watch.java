package org.tohost.backend.store;

/// A registration for changes; closing ends it.
public interface Watch extends AutoCloseable {
    @Override
    void close();
}
