package org.tohost.backend.imap;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.tohost.backend.server.Connection;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.BytesLiteral;
import org.tohost.common.imap.ImapFailures;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LiteralMark;

/// Reads whole commands: lines, and literals where lines announce them (RFC 9051 4.3, RFC 7888).
///
/// A literal that is refused is not asked for if the client waits; if it does not wait, its octets
/// are thrown away as they come, so that the next command is found.
final class CommandReader {
    /// More than this is not even thrown away.
    private static final long MAX_SKIPPED = 1L << 30;

    private static final String NUL = "BAD NUL in a literal";

    private final Connection connection;
    private final Spool spool;
    private final LiteralGate gate;
    private final ImapWriter out;
    private final byte[] chunk = new byte[8 * 1024];

    CommandReader(Connection connection, Spool spool, LiteralGate gate, ImapWriter out) {
        this.connection = connection;
        this.spool = spool;
        this.gate = gate;
        this.out = out;
    }

    /// Waits for the next command.
    Received next() throws IOException {
        try (CommandParts parts = new CommandParts()) {
            Optional<Received> received = Optional.empty();
            while (received.isEmpty()) {
                received = step(parts);
            }
            return received.get();
        }
    }

    private Optional<Received> step(CommandParts parts) throws IOException {
        Optional<Frame> frame = connection.readFrame();
        if (frame.isEmpty()) {
            return Optional.of(new Received.End());
        }
        return switch (frame.get()) {
            case Frame.Line line -> line(parts, line.octets());
            case Frame.Malformed(Frame.Reason reason) ->
                    Optional.of(new Received.Malformed(reason));
            case Frame.Literal _ -> throw new IllegalStateException("literals are read raw");
        };
    }

    private Optional<Received> line(CommandParts parts, byte[] line) throws IOException {
        parts.line(line);
        Optional<LiteralMark> mark = LiteralMark.of(line);
        if (mark.isEmpty()) {
            return Optional.of(parts.end());
        }
        return literal(parts, mark.get());
    }

    private Optional<Received> literal(CommandParts parts, LiteralMark mark) throws IOException {
        LiteralGate.Admission admission =
                parts.refused()
                        ? new LiteralGate.Admission.InMemory()
                        : gate.admit(parts.begun(), mark);
        switch (admission) {
            case LiteralGate.Admission.InMemory _ -> parts.hold(mark.size());
            case LiteralGate.Admission.InSpool _ -> {}
            case LiteralGate.Admission.Refuse(String response) -> parts.refuse(response);
        }
        if (parts.refused()) {
            return refused(parts, mark);
        }
        if (!mark.nonSync()) {
            out.goOn("Ready for literal data");
        }
        if (admission instanceof LiteralGate.Admission.InSpool(boolean further)) {
            spool(parts, mark, further ? spool.beginOnDisk() : spool.begin());
        } else {
            hold(parts, (int) mark.size());
        }
        return Optional.empty();
    }

    /// The client that waits is told at once, from the other one the octets are taken first.
    private Optional<Received> refused(CommandParts parts, LiteralMark mark) throws IOException {
        if (!mark.nonSync()) {
            return Optional.of(parts.end());
        }
        if (mark.size() > MAX_SKIPPED) {
            out.untagged("BYE [TOOBIG] The literal is too large");
            return Optional.of(new Received.End());
        }
        skip(mark.size());
        return Optional.empty();
    }

    private void hold(CommandParts parts, int size) throws IOException {
        byte[] octets = new byte[size];
        for (int length = 0; length < size; ) {
            length += read(octets, length, size - length);
        }
        if (holdsNul(octets, size)) {
            parts.refuse(NUL);
        }
        parts.literal(new BytesLiteral(octets));
    }

    private void spool(CommandParts parts, LiteralMark mark, SpoolWriter begun) throws IOException {
        long left = mark.size();
        try (SpoolWriter writer = begun) {
            while (left > 0) {
                int n = read(chunk, 0, (int) Math.min(chunk.length, left));
                left -= n;
                if (!mark.literal8() && holdsNul(chunk, n)) {
                    parts.refuse(NUL);
                }
                writer.write(chunk, 0, n);
            }
            parts.literal(new SpooledLiteral(writer.finish()));
        } catch (Failure.Unavailable e) {
            parts.refuse(ImapFailures.response(e)); // no room on the disk; the client goes on
            skip(left);
        }
    }

    private void skip(long size) throws IOException {
        for (long left = size; left > 0; ) {
            left -= read(chunk, 0, (int) Math.min(chunk.length, left));
        }
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        int n = connection.read(target, offset, length);
        if (n < 0) {
            throw new EOFException("the client left within a literal");
        }
        return n;
    }

    private static boolean holdsNul(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (octets[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
