package org.tohost.common.wire;

import java.io.IOException;

/// Raw octets of a peer, for whoever reads on where the lines end. One thread.
public interface OctetSource {
    /// Waits for octets.
    ///
    /// @return how many, -1 at the end
    int read(byte[] target, int offset, int length) throws IOException;

    /// Puts back octets that were read too far. Only directly after [#read], before anything else
    /// is read.
    void unread(byte[] octets);
}
