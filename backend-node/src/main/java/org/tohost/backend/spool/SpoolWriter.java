package org.tohost.backend.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;

/// Takes one body in. At most the threshold of the spool is held in memory; what comes on top goes
/// to a file in blocks of that size.
///
/// A disk that fails is [Failure.Unavailable], never an `IOException`, so that a caller that copies
/// from a socket can tell the two apart.
public final class SpoolWriter extends OutputStream {
    private static final int SMALLEST = 4096;

    private final Spool spool;
    private final int threshold;
    private final MessageDigest digest = Sha256.digest();
    private byte[] held;
    private int length;
    private long written;
    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private boolean finished;

    SpoolWriter(Spool spool, int threshold) {
        this.spool = spool;
        this.threshold = Math.max(SMALLEST, threshold);
        this.held = new byte[SMALLEST];
    }

    @Override
    public void write(int octet) {
        if (length == held.length) {
            makeRoom();
        }
        held[length++] = (byte) octet;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == held.length) {
                makeRoom();
            }
            int part = Math.min(left, held.length - length);
            System.arraycopy(bytes, from, held, length, part);
            length += part;
            from += part;
            left -= part;
        }
    }

    /// {@return how many octets were written so far}
    public long size() {
        return written + length;
    }

    /// Ends the body. The writer is of no use afterwards; the result has to be closed.
    public Spooled finish() {
        if (finished) {
            throw new IllegalStateException("a body ends once");
        }
        Path spilled = file;
        if (spilled != null) {
            spill();
            closeChannel();
        } else {
            digest.update(held, 0, length);
        }
        finished = true;
        byte[] sha256 = digest.digest();
        return spilled == null
                ? Spooled.inMemory(Arrays.copyOf(held, length), sha256)
                : Spooled.inFile(spilled, written, sha256);
    }

    /// Throws away what was written, unless the body was finished.
    @Override
    public void close() {
        closeChannel();
        Path spilled = file;
        if (!finished && spilled != null) {
            Spooled.delete(spilled);
        }
        finished = true;
    }

    private void makeRoom() {
        if (held.length < threshold) {
            held = Arrays.copyOf(held, Math.min(threshold, held.length * 2));
        } else {
            spill();
        }
    }

    private void spill() {
        digest.update(held, 0, length);
        try {
            FileChannel out = open();
            ByteBuffer buffer = ByteBuffer.wrap(held, 0, length);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw new Failure.Unavailable(Outage.STORAGE, "the spool takes nothing more", e);
        }
        written += length;
        length = 0;
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path path = spool.nextFile();
            open = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            file = path;
            channel = open;
        }
        return open;
    }

    private void closeChannel() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new Failure.Unavailable("a spool file does not close", e);
            }
        }
    }
}
