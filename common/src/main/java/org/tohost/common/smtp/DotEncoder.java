package org.tohost.common.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes content as a dot-stuffed stream, for DATA (RFC 5321 4.5.2) and for the long answers of
/// POP3 (RFC 1939 3).
///
/// What is stored may hold bare CR or bare LF; each leaves as CRLF. [#finish] completes the last
/// line and writes the final dot. Closing does neither and leaves the stream below open.
public final class DotEncoder extends OutputStream {
    private static final byte[] CRLF = {'\r', '\n'};

    private final OutputStream out;
    private boolean lineStart = true;
    private boolean afterCr;

    /// An encoder that writes to this stream, which should be buffered.
    public DotEncoder(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int from = offset; // what is not written yet
        for (int i = offset; i < offset + length; i++) {
            byte octet = octets[i];
            if (octet == '\r' || octet == '\n') {
                out.write(octets, from, i - from);
                from = i + 1;
                lineEnd(octet);
            } else {
                if (lineStart && octet == '.') {
                    out.write('.');
                }
                lineStart = false;
                afterCr = false;
            }
        }
        out.write(octets, from, offset + length - from);
    }

    /// Ends the content: the last line gets its CRLF if it has none, the final dot follows.
    public void finish() throws IOException {
        if (!lineStart) {
            out.write(CRLF);
        }
        out.write(".\r\n".getBytes(StandardCharsets.US_ASCII));
        lineStart = true;
        afterCr = false;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /// A CR is written as CRLF at once; an LF behind it is then already there.
    private void lineEnd(byte octet) throws IOException {
        if (octet == '\r' || !afterCr) {
            out.write(CRLF);
        }
        lineStart = true;
        afterCr = octet == '\r';
    }
}
