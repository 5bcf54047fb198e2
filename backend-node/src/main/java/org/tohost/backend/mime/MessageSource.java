package org.tohost.backend.mime;

import java.io.IOException;
import java.io.InputStream;

/// The octets of a message, wherever they lie.
@FunctionalInterface
public interface MessageSource {
    /// {@return the octets from `offset` on, at most `length`}
    InputStream open(long offset, long length) throws IOException;
}
