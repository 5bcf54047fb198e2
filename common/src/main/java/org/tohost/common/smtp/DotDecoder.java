package org.tohost.common.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.tohost.common.wire.Frame;

/// Takes the content out of the dot-stuffed stream of DATA (RFC 5321 4.5.2).
///
/// Only CRLF ends a line and only CRLF.CRLF ends the content, so that no two servers can disagree
/// about where a message ends. A bare CR, a bare LF or a NUL makes the message one that must be
/// refused ([#flaw]); it is still read to its end, and nothing more of it is given out.
public final class DotDecoder {
    private enum State {
        LINE_START,
        LINE,
        CR,
        DOT,
        DOT_CR,
        END
    }

    private State state = State.LINE_START;
    private Optional<Frame.Reason> flaw = Optional.empty();
    private byte[] decoded = new byte[0];
    private int size;

    /// Reads octets of the stream until they or the content are at their end, and writes the
    /// content to `sink`.
    ///
    /// @return how many octets were read; those behind them belong to the next command
    public int decode(byte[] octets, int offset, int length, OutputStream sink) throws IOException {
        if (decoded.length < length + 1) { // a CR may be left from the call before
            decoded = new byte[length + 1];
        }
        size = 0;
        int at = offset;
        while (at < offset + length && state != State.END) {
            state = step(octets[at++]);
        }
        sink.write(decoded, 0, size);
        return at - offset;
    }

    /// {@return true once the final dot was read}
    public boolean isFinished() {
        return state == State.END;
    }

    /// {@return the first thing in the content that makes it one to refuse}
    public Optional<Frame.Reason> flaw() {
        return flaw;
    }

    private State step(byte octet) {
        return switch (state) {
            case LINE_START -> octet == '.' ? State.DOT : line(octet);
            case DOT -> octet == '\r' ? State.DOT_CR : line(octet);
            case DOT_CR -> octet == '\n' ? State.END : bareCr(octet);
            case LINE -> line(octet);
            case CR -> octet == '\n' ? lineEnd() : bareCr(octet);
            case END -> State.END;
        };
    }

    private State line(byte octet) {
        switch (octet) {
            case '\r' -> {
                return State.CR;
            }
            case '\n' -> spoil(Frame.Reason.BARE_LF);
            case 0 -> spoil(Frame.Reason.NUL);
            default -> put(octet);
        }
        return State.LINE;
    }

    private State lineEnd() {
        put((byte) '\r');
        put((byte) '\n');
        return State.LINE_START;
    }

    private State bareCr(byte octet) {
        spoil(Frame.Reason.BARE_CR);
        return line(octet);
    }

    private void put(byte octet) {
        if (flaw.isEmpty()) {
            decoded[size++] = octet;
        }
    }

    private void spoil(Frame.Reason reason) {
        if (flaw.isEmpty()) {
            flaw = Optional.of(reason);
        }
    }
}
