package org.tohost.common.net;

import org.tohost.common.wire.Frame;

/// Whoever reads from a [LineConnection]. Called on the connection's event loop.
public interface LineReader {
    /// One frame arrived. The next follows at once unless the connection was paused, ended or
    /// detached.
    void frame(Frame frame);

    /// TLS is there now, and the certificates of both sides are known; the frames that follow came
    /// by it.
    default void secured() {}

    /// The peer will send no more; every whole frame was delivered. It may still read.
    void ended();

    /// The connection is gone: said once, and not after it was detached.
    void closed(String why);
}
