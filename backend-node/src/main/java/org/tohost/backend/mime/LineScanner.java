package org.tohost.backend.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks over the lines of a stream and knows where each begins. A line ends with LF, with or
/// without CR in front; of a long line only the first [#KEPT] octets are held.
final class LineScanner {
    /// How much of a line is held: far above what a boundary or a sane header line needs.
    static final int KEPT = 4096;

    private final InputStream in;
    private final byte[] buffer;
    private int position;
    private int limit;
    private final byte[] kept = new byte[KEPT];
    private int keptLength;
    private byte last;
    private long start;
    private long end;
    private int lineBreak;
    private long breaks;

    /// A scanner that reads so many octets at once.
    LineScanner(InputStream in, int chunk) {
        this.in = in;
        buffer = new byte[chunk];
    }

    /// Goes to the next line. {@return false if there is none; [#end] is then the size}
    boolean next() throws IOException {
        start = end;
        keptLength = 0;
        lineBreak = 0;
        last = 0;
        while (lineBreak == 0 && fill()) {
            int stop = position;
            while (stop < limit && buffer[stop] != '\n') {
                stop++;
            }
            keep(stop);
            end += stop - position;
            position = stop;
            if (stop < limit) {
                lineBreak = last == '\r' ? 2 : 1;
                position++;
                end++;
                breaks++;
            }
        }
        return end > start;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private void keep(int stop) {
        int length = Math.min(stop - position, KEPT - keptLength);
        System.arraycopy(buffer, position, kept, keptLength, length);
        keptLength += length;
        if (stop > position) {
            last = buffer[stop - 1];
        }
    }

    /// {@return the offset of the line's first octet}
    long start() {
        return start;
    }

    /// {@return the offset behind the line and its line break}
    long end() {
        return end;
    }

    /// {@return 2 for CRLF, 1 for LF, 0 at the end of the stream}
    int lineBreak() {
        return lineBreak;
    }

    /// {@return the line feeds up to [#end]}
    long breaks() {
        return breaks;
    }

    /// {@return true if there is nothing but the line break}
    boolean blank() {
        return end - start == lineBreak;
    }

    /// {@return true if the line begins with `--`}
    boolean dashes() {
        return keptLength >= 2 && kept[0] == '-' && kept[1] == '-';
    }

    /// {@return what is behind `--`, the white space at the end and the line break taken off}
    byte[] delimiter() {
        int stop = keptLength;
        while (stop > 2 && isSpace(kept[stop - 1])) {
            stop--;
        }
        return Arrays.copyOfRange(kept, 2, stop);
    }

    /// {@return the line without its line break, an octet a character, at most [#KEPT]}
    String text() {
        int length = (int) Math.min(keptLength, end - start - lineBreak);
        return new String(kept, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }
}
