package org.tohost.backend.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// What goes to the client, gathered into large writes. Any thread may write; a line is never torn.
///
/// Nothing is sent before [#flush] or before the buffer is full. A client that does not read parks
/// the writer.
public final class ReplyWriter {
    private static final int BUFFER = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong sent = new AtomicLong();
    private volatile long stalledSince;
    private OutputStream out;
    private byte[] buffer = new byte[512];
    private int filled;

    ReplyWriter(OutputStream out) {
        this.out = out;
    }

    /// Adds one line and its CRLF, in UTF-8.
    public void line(String text) throws IOException {
        write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Adds octets as they are.
    public void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    /// Adds octets as they are.
    public void write(byte[] octets, int offset, int length) throws IOException {
        lock.lock();
        try {
            if (filled + length > BUFFER) {
                drain();
            }
            if (length > BUFFER) {
                send(octets, offset, length);
                return;
            }
            if (filled + length > buffer.length) {
                buffer = Arrays.copyOf(buffer, filled + length > 4096 ? BUFFER : 4096);
            }
            System.arraycopy(octets, offset, buffer, filled, length);
            filled += length;
        } finally {
            lock.unlock();
        }
    }

    /// Adds exactly `length` octets from the stream.
    ///
    /// @throws IOException if the stream ends early; the reply is torn then and the connection must
    ///   be closed
    public void transfer(InputStream in, long length) throws IOException {
        byte[] chunk = new byte[(int) Math.min(64 * 1024, Math.max(1, length))];
        for (long left = length; left > 0; ) {
            int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (n < 0) {
                throw new IOException("content ended " + left + " octets early");
            }
            write(chunk, 0, n);
            left -= n;
        }
    }

    /// Sends what is gathered.
    public void flush() throws IOException {
        lock.lock();
        try {
            drain();
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    /// {@return octets handed to the network so far}
    long sent() {
        return sent.get();
    }

    /// {@return since when ([System#nanoTime]) a write has been waiting for the client, 0 if none
    /// is}
    long stalledSince() {
        return stalledSince;
    }

    /// From now on writes go here: the same connection behind TLS.
    void redirect(OutputStream secured) {
        lock.lock();
        try {
            out = secured;
        } finally {
            lock.unlock();
        }
    }

    private void drain() throws IOException {
        if (filled > 0) {
            int length = filled;
            filled = 0;
            send(buffer, 0, length);
        }
    }

    private void send(byte[] octets, int offset, int length) throws IOException {
        long now = System.nanoTime();
        stalledSince = now == 0 ? 1 : now;
        try {
            out.write(octets, offset, length);
        } finally {
            stalledSince = 0;
        }
        sent.addAndGet(length);
    }
}
