package org.tohost.common.netwin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentLine;

/// Cuts a stream into lines, which end with LF or CRLF. Holds one line at most. One thread reads.
final class LineInput {
    private final InputStream in;
    private final byte[] held = new byte[AuthentLine.MAX + 2];
    private int start;
    private int end;

    LineInput(InputStream in) {
        this.in = in;
    }

    /// {@return the next line without its end, or nothing at the end of the stream; a line that was
    /// begun and not ended is none}
    ///
    /// @throws Failure.Syntax if it gets too long; no more can be read then
    Optional<byte[]> next() throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (held[scanned] == '\n') {
                    return Optional.of(cut(scanned));
                }
            }
            scanned -= start;
            makeRoom();
            int count = in.read(held, end, held.length - end);
            if (count < 0) {
                return Optional.empty();
            }
            end += count;
        }
    }

    /// {@return true if there is something behind the last line already}
    boolean more() throws IOException {
        return start < end || in.available() > 0;
    }

    private byte[] cut(int lf) {
        int stop = lf > start && held[lf - 1] == '\r' ? lf - 1 : lf;
        byte[] line = Arrays.copyOfRange(held, start, stop);
        Arrays.fill(held, start, lf, (byte) 0); // it may have a password in it
        start = lf + 1;
        return line;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(held, start, held, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == held.length) {
            throw new Failure.Syntax("a line has at most " + AuthentLine.MAX + " octets");
        }
    }
}
