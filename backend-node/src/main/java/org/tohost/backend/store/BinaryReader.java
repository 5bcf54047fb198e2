package org.tohost.backend.store;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.tohost.common.failure.Failure;

/// Reads what a [BinaryWriter] wrote. Whatever else it is given is [Failure.Syntax]. One thread.
final class BinaryReader {
    private final byte[] octets;
    private int at;

    BinaryReader(byte[] octets) {
        this(octets, 0);
    }

    /// Begins at this place.
    BinaryReader(byte[] octets, int at) {
        this.octets = octets;
        this.at = at;
    }

    /// {@return the place of what is read next}
    int place() {
        return at;
    }

    /// Requires that all was read.
    void end() {
        if (!atEnd()) {
            throw new Failure.Syntax("octets behind the end");
        }
    }

    boolean atEnd() {
        return at == octets.length;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (atEnd()) {
                throw ends();
            }
            byte octet = octets[at++];
            value |= (octet & 0x7fL) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw new Failure.Syntax("a number of more than 64 bits");
    }

    /// A count of things that take at least one octet each.
    int count() {
        long value = number();
        if (value < 0 || value > octets.length - at) {
            throw ends();
        }
        return (int) value;
    }

    /// Passes over so many numbers.
    void skipNumbers(int count) {
        for (int left = count; left > 0; ) {
            if (atEnd()) {
                throw ends();
            }
            left -= octets[at++] >= 0 ? 1 : 0;
        }
    }

    /// Passes over a text.
    void skipText() {
        int length = count();
        at += length;
    }

    boolean flag() {
        return number() != 0;
    }

    String text() {
        return text(StandardCharsets.UTF_8);
    }

    String octetText() {
        return text(StandardCharsets.ISO_8859_1);
    }

    byte[] octets() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(octets, at - length, at);
    }

    Instant instant() {
        long folded = number();
        long seconds = (folded >>> 1) ^ -(folded & 1);
        try {
            return Instant.ofEpochSecond(seconds, number());
        } catch (DateTimeException | ArithmeticException _) {
            throw new Failure.Syntax("a time out of range");
        }
    }

    private String text(Charset charset) {
        int length = count();
        at += length;
        return length == 0 ? "" : new String(octets, at - length, length, charset);
    }

    private static Failure.Syntax ends() {
        return new Failure.Syntax("a change that ends too early");
    }
}
