package org.tohost.backend.spool;

import java.io.InputStream;

/// The octets of a body that is to be written, wherever they are.
public interface Content {
    /// {@return how many octets it has}
    long size();

    /// {@return a copy of its SHA-256}
    byte[] sha256();

    /// {@return all its octets, from the first on}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if they cannot be read
    InputStream open();
}
