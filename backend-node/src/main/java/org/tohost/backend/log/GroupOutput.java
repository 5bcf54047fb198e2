package org.tohost.backend.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/// Octets on their way into a segment: gathered, so that many small groups are one write, and
/// summed up for each group. One thread.
final class GroupOutput {
    private final byte[] buffer;
    private final CRC32C crc = new CRC32C();
    private DiskFile file;
    private long base; // where buffer[0] belongs in the file
    private int length;

    GroupOutput(int capacity, DiskFile file, long position) {
        this.buffer = new byte[capacity];
        this.file = file;
        this.base = position;
    }

    /// Goes on in another file. What is gathered must have been flushed.
    void continueIn(DiskFile next, long position) {
        file = next;
        base = position;
        length = 0;
    }

    long position() {
        return base + length;
    }

    /// Begins a group: its header stays in the buffer as long as there is room.
    void begin(byte[] header) throws IOException {
        if (buffer.length - length < header.length) {
            flush();
        }
        crc.reset();
        put(header);
    }

    void put(byte[] octets) throws IOException {
        crc.update(octets);
        int from = 0;
        while (from < octets.length) {
            int part = Math.min(octets.length - from, room());
            System.arraycopy(octets, from, buffer, length, part);
            length += part;
            from += part;
        }
    }

    /// Copies a stream up to its end.
    ///
    /// @return how many octets it had
    long put(InputStream in) throws IOException {
        long total = 0;
        while (true) {
            int room = room();
            int part = in.read(buffer, length, room);
            if (part < 0) {
                return total;
            }
            crc.update(buffer, length, part);
            length += part;
            total += part;
        }
    }

    /// Ends a group that began at `start`: the checksum goes into its header, and the header to its
    /// place, which it has not had so far if the group outgrew the buffer.
    ///
    /// @return the checksum
    int end(long start, byte[] header, int padding) throws IOException {
        put(new byte[padding]);
        int sum = (int) crc.getValue();
        byte[] complete = header.clone();
        for (int i = 0; i < Integer.BYTES; i++) {
            complete[GroupHeader.CRC_AT + i] = (byte) (sum >>> (24 - 8 * i));
        }
        if (start >= base) {
            System.arraycopy(complete, 0, buffer, (int) (start - base), complete.length);
        } else {
            file.write(complete, 0, complete.length, start);
        }
        return sum;
    }

    void flush() throws IOException {
        file.write(buffer, 0, length, base);
        base += length;
        length = 0;
    }

    /// Forgets what was put from `position` on.
    void rewind(long position) {
        if (position >= base) {
            length = (int) (position - base);
        } else {
            base = position;
            length = 0;
        }
    }

    private int room() throws IOException {
        if (length == buffer.length) {
            flush();
        }
        return buffer.length - length;
    }
}
