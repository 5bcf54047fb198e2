package org.tohost.proxy.guard;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.tohost.common.smtp.DotDecoder;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;

/// The content of one message as DATA sends it. It is not changed; only its end is looked for, by
/// the same rule as everywhere, and what servers could disagree about.
final class Message {
    private final DotDecoder dots = new DotDecoder();

    /// {@return those of the octets that belong to the message; the others go back to `input`,
    /// which must be empty}
    byte[] own(byte[] octets, LineFramer input) {
        int read;
        try {
            read = dots.decode(octets, 0, octets.length, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nowhere is always open
        }
        input.feed(octets, read, octets.length - read);
        return read == octets.length ? octets : Arrays.copyOf(octets, read);
    }

    /// {@return true once its end was there}
    boolean isWhole() {
        return dots.isFinished();
    }

    /// {@return why it must not be passed on}
    Optional<Frame.Reason> flaw() {
        return dots.flaw();
    }
}
