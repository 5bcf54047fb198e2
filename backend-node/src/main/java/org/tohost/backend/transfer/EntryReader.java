package org.tohost.backend.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.tohost.common.failure.Failure;

/// Reads a stream of mail, entry by entry. One thread.
public final class EntryReader {
    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;

    /// A reader that goes on where the stream stands.
    public EntryReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /// {@return the next entry; the octets of a message have to be [copied][#copy] before the next
    /// one is asked for}
    ///
    /// @throws Failure.Syntax if it is none
    /// @throws IOException if the stream ends before its end
    public Entry next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("a stream of mail ends before its end");
            }
            if (line.size() == LONGEST_LINE) {
                throw new Failure.Syntax("too long a line in a stream of mail");
            }
            line.write(octet);
        }
        return EntryCodec.parse(line.toString(StandardCharsets.UTF_8));
    }

    /// Copies the octets of the message that was read last.
    ///
    /// @throws IOException if the stream ends before, or `out` fails
    public void copy(Entry.Message message, OutputStream out) throws IOException {
        byte[] chunk = new byte[(int) Math.min(64 * 1024, Math.max(1, message.size()))];
        for (long left = message.size(); left > 0; ) {
            int n = in.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (n < 0) {
                throw new IOException("a message ends before its end");
            }
            out.write(chunk, 0, n);
            left -= n;
        }
    }
}
