package org.tohost.backend.log;

import java.io.Closeable;
import java.io.IOException;

/// A file that the log writes. One thread at a time.
public interface DiskFile extends Closeable {
    /// Writes all of these octets at `position`.
    void write(byte[] octets, int offset, int length, long position) throws IOException;

    /// Makes all that was written durable.
    void force() throws IOException;
}
