package org.tohost.backend.store;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Writes values as octets: numbers in groups of seven bits, the lowest first, a set high bit says
/// that more follow; texts and octets behind their length. One thread.
final class BinaryWriter {
    private static final int LONGEST_NUMBER = 10;

    private byte[] octets = new byte[128];
    private int length;

    /// Any number; small ones that are not negative take one octet.
    BinaryWriter number(long value) {
        makeRoom(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octets[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[length++] = (byte) rest;
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
        makeRoom(value.length);
        System.arraycopy(value, 0, octets, length, value.length);
        length += value.length;
        return this;
    }

    /// Seconds since 1970, folded so that early and late are short, and nanoseconds.
    BinaryWriter instant(Instant value) {
        long seconds = value.getEpochSecond();
        return number((seconds << 1) ^ (seconds >> 63)).number(value.getNano());
    }

    /// Octets that were written before, from one place up to, not including, another.
    BinaryWriter raw(byte[] written, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(written, from, octets, length, to - from);
        length += to - from;
        return this;
    }

    /// {@return how many octets were written}
    int length() {
        return length;
    }

    byte[] toOctets() {
        return Arrays.copyOf(octets, length);
    }

    private void makeRoom(int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + count));
        }
    }

    private BinaryWriter text(String value, Charset charset) {
        return octets(value.getBytes(charset));
    }
}
