package org.tohost.common.managesieve;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.tohost.common.wire.LiteralMark;

/// Collects the lines and literals of one command of a client until it is whole. It holds what it
/// is given: how large a literal may be, and how many, its owner decides.
public final class SieveCommandBuffer {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int literals;

    /// Takes a line without its CRLF.
    ///
    /// @return the literal that follows it; none if the command is whole
    public Optional<LiteralMark> line(byte[] line) {
        held.writeBytes(line);
        Optional<LiteralMark> literal = LiteralMark.of(line);
        if (literal.isPresent()) {
            literals++;
            held.write('\r');
            held.write('\n');
        }
        return literal;
    }

    /// Takes the literal that was announced.
    public void literal(byte[] octets) {
        held.writeBytes(octets);
    }

    /// {@return how many literals were announced}
    public int literals() {
        return literals;
    }

    /// {@return a cursor over what was collected; the buffer is empty afterwards}
    public SieveCursor take() {
        SieveCursor cursor = new SieveCursor(held.toByteArray());
        clear();
        return cursor;
    }

    /// Forgets what was collected.
    public void clear() {
        held.reset();
        literals = 0;
    }
}
