package org.tohost.backend.imap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.tohost.common.imap.UnicodeCasemap;

/// Numbers and texts as octets, one behind the other, that compare as these do: unsigned, octet by
/// octet.
final class SortOctets {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private int inverted;

    /// What comes next compares the other way round if `reverse`.
    void begin(boolean reverse) {
        inverted = reverse ? 0xff : 0;
    }

    /// Adds a number.
    void number(long number) {
        add(ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array());
    }

    /// Adds a text, in the order of i;unicode-casemap.
    void text(String text) {
        add(UnicodeCasemap.sortKey(text.replace("\0", "")));
        octets.write(inverted); // lower than all that a longer text goes on with
    }

    /// {@return all}
    byte[] take() {
        return octets.toByteArray();
    }

    private void add(byte[] more) {
        for (byte octet : more) {
            octets.write(octet ^ inverted);
        }
    }
}
