package org.tohost.common.net;

import org.tohost.common.wire.Frame;

/// Nobody reads yet.
final class Nobody implements LineReader {
    @Override
    public void frame(Frame frame) {
        throw new IllegalStateException("a frame before start");
    }

    @Override
    public void ended() {}

    @Override
    public void closed(String why) {}
}
