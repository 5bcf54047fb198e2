package org.tohost.deploy.transfer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Lines of mail as files have them and as the wire has them. Closing closes what is below.
final class LineEnds extends FilterOutputStream {
    private final boolean toWire;
    private boolean afterCr;

    private LineEnds(OutputStream out, boolean toWire) {
        super(out);
        this.toWire = toWire;
    }

    /// {@return a stream that puts a CR before each LF that has none}
    static LineEnds toWire(OutputStream out) {
        return new LineEnds(out, true);
    }

    /// {@return a stream that leaves out the CR of each CRLF}
    static LineEnds toFile(OutputStream out) {
        return new LineEnds(out, false);
    }

    @Override
    public void write(int octet) throws IOException {
        if (toWire) {
            if (octet == '\n' && !afterCr) {
                out.write('\r');
            }
            out.write(octet);
        } else if (octet != '\r' || afterCr) {
            if (afterCr && octet != '\n') {
                out.write('\r');
            }
            if (octet != '\r') {
                out.write(octet);
            }
        }
        afterCr = octet == '\r';
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    /// Writes a CR that waited for its LF.
    void finish() throws IOException {
        if (!toWire && afterCr) {
            out.write('\r');
            afterCr = false;
        }
        out.flush();
    }
}
