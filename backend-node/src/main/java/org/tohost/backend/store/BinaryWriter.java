package org.tohost.backend.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Writes values as octets: numbers in groups of seven bits, the lowest first, a set high bit says
/// that more follow; texts and octets behind their length. One thread.
final class BinaryWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    /// Any number; small ones that are not negative take one octet.
    BinaryWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    BinaryWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    BinaryWriter text(String value) {
        return text(value, StandardCharsets.UTF_8);
    }

    /// An octet a character.
    BinaryWriter octetText(String value) {
        return text(value, StandardCharsets.ISO_8859_1);
    }

    BinaryWriter octets(byte[] value) {
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    /// Seconds since 1970, folded so that early and late are short, and nanoseconds.
    BinaryWriter instant(Instant value) {
        long seconds = value.getEpochSecond();
        return number((seconds << 1) ^ (seconds >> 63)).number(value.getNano());
    }

    byte[] toOctets() {
        return out.toByteArray();
    }

    private BinaryWriter text(String value, Charset charset) {
        return octets(value.getBytes(charset));
    }
}
