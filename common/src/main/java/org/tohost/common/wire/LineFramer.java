package org.tohost.common.wire;

import java.util.Arrays;
import java.util.Optional;

/// Cuts a stream of bytes into lines and literals.
///
/// Feed it whatever arrives and ask [#next] until it has nothing. Lines end with CRLF. A line above
/// the limit is dropped while it arrives, so what is held never exceeds what was fed at once plus
/// the limit. A bare LF ends the (malformed) line it stands in, so that a client that sends only LF
/// gets an error for each line.
public final class LineFramer {
    private final int maxLine;
    private byte[] held = new byte[512];
    private int start;
    private int end;
    private int scanned;
    private boolean dropping;
    private int expected = -1;

    /// A framer for lines of at most `maxLine` octets, CRLF not counted.
    public LineFramer(int maxLine) {
        this.maxLine = maxLine;
    }

    /// Takes bytes in; they are copied.
    public void feed(byte[] bytes, int offset, int length) {
        if (held.length - end < length) {
            int size = end - start;
            byte[] target = held.length - size >= length ? held : new byte[grown(size + length)];
            System.arraycopy(held, start, target, 0, size);
            held = target;
            scanned -= start;
            start = 0;
            end = size;
        }
        System.arraycopy(bytes, offset, held, end, length);
        end += length;
    }

    /// Takes bytes in; they are copied.
    public void feed(byte[] bytes) {
        feed(bytes, 0, bytes.length);
    }

    /// From now on the next frame is a literal of exactly this many octets.
    public void expect(int length) {
        expected = length;
    }

    /// {@return the next frame, or nothing if more bytes are needed}
    public Optional<Frame> next() {
        if (expected >= 0) {
            return literal();
        }
        for (int i = Math.max(scanned, start); i < end; i++) {
            if (held[i] == '\n') {
                Frame frame = line(i);
                start = i + 1;
                scanned = start;
                if (start == end) {
                    clear();
                }
                return Optional.of(frame);
            }
        }
        scanned = end;
        // one more for the CR that may belong to the CRLF
        if (end - start > maxLine + 1) {
            dropping = true;
            start = end;
            clear();
        }
        return Optional.empty();
    }

    /// {@return how many bytes are held and not yet given out}
    public int available() {
        return end - start;
    }

    /// Gives out up to `max` raw bytes that were fed and not framed, for a reader that goes on by
    /// itself.
    public byte[] take(int max) {
        int length = Math.min(max, end - start);
        byte[] bytes = Arrays.copyOfRange(held, start, start + length);
        start += length;
        scanned = start;
        if (start == end) {
            clear();
        }
        return bytes;
    }

    /// {@return all that was fed and not framed; the framer is empty afterwards, and holds no
    /// memory until it is fed again}
    public byte[] remainder() {
        byte[] rest = take(Integer.MAX_VALUE);
        held = new byte[0];
        return rest;
    }

    private Optional<Frame> literal() {
        if (end - start < expected) {
            return Optional.empty();
        }
        byte[] octets = take(expected);
        expected = -1;
        return Optional.of(new Frame.Literal(octets));
    }

    private Frame line(int lf) {
        boolean crlf = lf > start && held[lf - 1] == '\r';
        int stop = crlf ? lf - 1 : lf;
        if (dropping || stop - start > maxLine) {
            dropping = false;
            return new Frame.Malformed(Frame.Reason.TOO_LONG);
        }
        if (!crlf) {
            return new Frame.Malformed(Frame.Reason.BARE_LF);
        }
        for (int i = start; i < stop; i++) {
            if (held[i] == 0) {
                return new Frame.Malformed(Frame.Reason.NUL);
            }
            if (held[i] == '\r') {
                return new Frame.Malformed(Frame.Reason.BARE_CR);
            }
        }
        return new Frame.Line(Arrays.copyOfRange(held, start, stop));
    }

    private void clear() {
        start = 0;
        end = 0;
        scanned = 0;
        if (held.length > 64 * 1024) {
            held = new byte[512]; // a burst does not keep its memory
        }
    }

    private static int grown(int needed) {
        return Math.max(512, Integer.highestOneBit(Math.max(1, needed - 1)) << 1);
    }
}
