package org.tohost.deploy.transfer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Puts a `>` in front of each line that begins with `From `, `>From `, `>>From ` and so on.
/// Closing closes what is below.
final class FromQuoting extends FilterOutputStream {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private boolean undecided = true; // whether the line is one of these
    private int quotes;
    private int matched;
    private boolean lineStart = true;

    FromQuoting(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        if (undecided) {
            if (matched == 0 && octet == '>') {
                quotes++;
                return;
            }
            if (octet == FROM[matched]) {
                matched++;
                if (matched == FROM.length) {
                    out.write('>');
                    decide();
                }
                return;
            }
            decide();
        }
        out.write(octet);
        lineStart = octet == '\n';
        if (lineStart) {
            undecided = true;
        }
    }

    private void decide() throws IOException {
        for (int i = 0; i < quotes; i++) {
            out.write('>');
        }
        out.write(FROM, 0, matched);
        lineStart = lineStart && quotes == 0 && matched == 0;
        undecided = false;
        quotes = 0;
        matched = 0;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i] & 0xff);
        }
    }

    /// Ends the last line if it has no end.
    void finish() throws IOException {
        if (undecided) {
            decide();
        }
        if (!lineStart) {
            out.write('\n');
        }
    }
}
