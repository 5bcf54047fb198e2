package org.tohost.backend.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.smtp.DotDecoder;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.OctetSource;

/// One message coming in: takes the stream of DATA, to its end whatever happens, and then either
/// [#accept]s the message or says why not. One thread.
///
/// Memory: that of the spool; what is beyond the size limit is read and dropped.
public final class Arrival implements AutoCloseable {
    private final Intake intake;
    private final Envelope envelope;
    private final String queueId;
    private final long maxSize;
    private final int maxReceived;
    private final MissingFields missing;
    private final Intake.Kind kind;
    private final SpoolWriter spool;
    private final HeaderFilter filter;
    private final DotDecoder decoder = new DotDecoder();
    private final OutputStream sink = new Sink();
    private long size;
    private @Nullable Failure failure;

    /// How a message is taken in: its number, the line to stand in front, the header fields to add
    /// where they are missing, how it comes, and the most octets and `Received` lines it may have.
    record Rules(
            String queueId,
            byte[] trace,
            MissingFields missing,
            Intake.Kind kind,
            long maxSize,
            int maxReceived) {}

    Arrival(Intake intake, Envelope envelope, SpoolWriter spool, Rules rules) throws IOException {
        this.intake = intake;
        this.envelope = envelope;
        this.spool = spool;
        this.queueId = rules.queueId();
        this.maxSize = rules.maxSize();
        this.maxReceived = rules.maxReceived();
        this.missing = rules.missing();
        this.kind = rules.kind();
        this.filter = new HeaderFilter(spool, missing::lines);
        spool.write(rules.trace());
    }

    /// Reads the message to its end; what came behind it goes back to the source.
    ///
    /// @throws EOFException if the source ends in the message
    public void receive(OctetSource source) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        while (!isComplete()) {
            int n = source.read(chunk, 0, chunk.length);
            if (n < 0) {
                throw new EOFException("gone in DATA");
            }
            int used = take(chunk, 0, n);
            if (used < n) {
                source.unread(Arrays.copyOfRange(chunk, used, n));
            }
        }
    }

    /// Takes octets of the stream.
    ///
    /// @return how many of them belong to the message; the rest is the next command
    private int take(byte[] octets, int offset, int length) throws IOException {
        return decoder.decode(octets, offset, length, sink);
    }

    /// {@return true once the message is at its end}
    private boolean isComplete() {
        return decoder.isFinished();
    }

    /// {@return what in the octets makes it a message that nobody may accept: a bare CR or LF, a
    /// NUL}
    public Optional<Frame.Reason> flaw() {
        return decoder.flaw();
    }

    /// Puts the complete, flawless message into the store.
    ///
    /// @return what became of it, once it is durable
    /// @throws Failure if it is too large, goes in circles, or cannot be stored now
    public Reception accept() throws IOException {
        if (!isComplete() || flaw().isPresent()) {
            throw new IllegalStateException("only a complete and flawless message");
        }
        if (failure != null) {
            throw Objects.requireNonNull(failure);
        }
        filter.end();
        HeaderFacts facts = filter.facts();
        if (facts.received() > maxReceived) {
            throw new Failure.Refused(Refusal.LOOP, facts.received() + " Received lines");
        }
        return intake.store(
                new Intake.Arriving(envelope, kind, queueId, missing.messageId(facts)),
                spool.finish());
    }

    /// Throws away what was not accepted.
    @Override
    public void close() {
        spool.close();
    }

    /// Where the content goes. A failure is kept for the end: the client is still sending.
    private final class Sink extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            size += length;
            if (failure == null && size > maxSize) {
                failure = new Failure.Refused(Refusal.TOO_LARGE, "more than " + maxSize);
            }
            if (failure == null) {
                try {
                    filter.write(octets, offset, length);
                } catch (Failure e) {
                    failure = e;
                }
            }
        }
    }
}
