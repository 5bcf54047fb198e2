package org.tohost.backend.store;

import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.tohost.backend.mime.Outline;
import org.tohost.common.failure.Failure;

/// The outlines of some messages: those that were computed when the messages came, as octets, and
/// the others as soon as somebody asks. One thread.
public final class Outlines {
    /// The outlines of no messages.
    public static final Outlines NONE =
            new Outlines(
                    body -> {
                        throw new IllegalStateException("nobody asked for body " + body);
                    },
                    Map.of());

    /// The largest outline that is kept, in octets; a larger one is computed each time.
    static final int MAX = 16 * 1024;

    private final LongFunction<Outline> compute;
    private final Map<Long, byte[]> kept;

    /// @param compute computes the outline of a body
    Outlines(LongFunction<Outline> compute, Map<Long, byte[]> kept) {
        this.compute = compute;
        this.kept = kept;
    }

    /// {@return the outline of a message, if it was computed already}
    public Optional<Outline> kept(Message message) {
        return Optional.ofNullable(kept.get(message.body().id())).flatMap(Outlines::decoded);
    }

    /// {@return the outline of a message: of its body, without the header lines before it, which
    /// nothing in it tells of}
    ///
    /// @throws Failure.Unavailable if the message has to be read and cannot be
    public Outline of(Message message) {
        return kept(message).orElseGet(() -> compute.apply(message.body().id()));
    }

    private static Optional<Outline> decoded(byte[] octets) {
        try {
            return Optional.of(OutlineCodec.decode(octets));
        } catch (Failure.Syntax _) {
            return Optional.empty(); // it is derived: no harm done
        }
    }
}
