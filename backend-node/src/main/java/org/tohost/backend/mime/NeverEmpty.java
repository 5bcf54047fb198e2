package org.tohost.backend.mime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Asks a stream again that gave no octets although it has not ended, as Mime4j's decoders may;
/// readers take that for an error. One thread.
final class NeverEmpty extends FilterInputStream {
    private static final int MOST_TRIES = 100;

    NeverEmpty(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        for (int tries = 1; n == 0 && length > 0 && tries < MOST_TRIES; tries++) {
            n = super.read(buffer, offset, length);
        }
        return n == 0 && length > 0 ? -1 : n;
    }
}
