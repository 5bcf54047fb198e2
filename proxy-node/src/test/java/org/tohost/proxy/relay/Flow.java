package org.tohost.proxy.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Octets without end that anyone can make again from a seed; each place in them looks different,
/// so that what is lost, doubled or swapped is noticed.
final class Flow {
    private static final int BLOCK = 1 << 16;

    private final byte[] block = new byte[2 * BLOCK];
    private long written;
    private long checked;

    Flow(long seed) {
        new SplittableRandom(seed).nextBytes(block);
        System.arraycopy(block, 0, block, BLOCK, BLOCK);
    }

    /// {@return the octets from this place on}
    byte[] octets(long from, int count) {
        byte[] octets = new byte[count];
        int at = 0;
        while (at < count) {
            long place = from + at;
            int left = (int) Math.min(count - at, BLOCK - place % BLOCK);
            System.arraycopy(block, offset(place), octets, at, left);
            at += left;
        }
        return octets;
    }

    /// The blocks follow each other, each turned by some more.
    private static int offset(long place) {
        long turned = place % BLOCK + place / BLOCK * 7919;
        return (int) (turned % BLOCK);
    }

    /// Writes the next octets.
    void write(OutputStream out, int count) throws IOException {
        out.write(octets(written, count));
        written += count;
    }

    /// Reads what is there, at most so much, and compares it; false at the end.
    boolean read(InputStream in, int most) throws IOException {
        byte[] octets = new byte[most];
        int count = in.read(octets);
        if (count < 0) {
            return false;
        }
        if (!Arrays.equals(octets(checked, count), Arrays.copyOf(octets, count))) {
            throw new AssertionError("wrong octets behind the first " + checked);
        }
        checked += count;
        return true;
    }

    long written() {
        return written;
    }

    long checked() {
        return checked;
    }
}
