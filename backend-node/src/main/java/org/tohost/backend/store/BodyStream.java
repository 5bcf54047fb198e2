package org.tohost.backend.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.failure.Failure;

/// A part of a [Body] as a stream. A segment that cannot be read is [Failure.Unavailable]. One
/// thread.
final class BodyStream extends InputStream {
    private final byte[] prefix;
    private final StoredBody stored;
    private final FileChannel channel;
    private final long end;
    private long at;

    BodyStream(byte[] prefix, StoredBody stored, FileChannel channel, long from, long length) {
        this.prefix = prefix;
        this.stored = stored;
        this.channel = channel;
        this.at = from;
        this.end = from + Math.max(0, length);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        int count = (int) Math.min(length, end - at);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        int got =
                at < prefix.length
                        ? fromPrefix(target, offset, count)
                        : fromFile(ByteBuffer.wrap(target, offset, count));
        at += got;
        return got;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, end - at);
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - at);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Body.unreadable(e);
        }
    }

    private int fromPrefix(byte[] target, int offset, int count) {
        int got = Math.min(count, prefix.length - (int) at);
        System.arraycopy(prefix, (int) at, target, offset, got);
        return got;
    }

    private int fromFile(ByteBuffer target) {
        try {
            int got = channel.read(target, stored.offset() + at - prefix.length);
            if (got < 0) {
                throw new Failure.Unavailable("a segment ends within a body");
            }
            return got;
        } catch (IOException e) {
            throw Body.unreadable(e);
        }
    }
}
