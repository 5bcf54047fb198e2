package org.tohost.backend.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.tohost.backend.spool.Content;
import org.tohost.backend.spool.Sha256;
import org.tohost.common.failure.Failure;

/// A body as it lies in the log, to be written again elsewhere. Any thread, as long as its segment
/// is there.
public final class StoredContent implements Content {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final StoredBody stored;
    private final byte[] sha256;

    StoredContent(Path file, StoredBody stored, byte[] sha256) {
        this.file = file;
        this.stored = stored;
        this.sha256 = sha256;
    }

    @Override
    public long size() {
        return stored.size();
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public InputStream open() {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new BufferedInputStream(new Part(channel), BUFFER);
        } catch (IOException e) {
            throw new Failure.Unavailable("a segment does not open", e);
        }
    }

    /// {@return true if its octets have the SHA-256 they should have}
    ///
    /// @throws Failure.Unavailable if they cannot be read
    public boolean isIntact() {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("a segment cannot be read", e);
        }
        return MessageDigest.isEqual(digest.digest(), sha256);
    }

    private final class Part extends InputStream {
        private final FileChannel channel;
        private long at;

        private Part(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = (int) Math.min(length, stored.size() - at);
            if (count <= 0) {
                return length == 0 ? 0 : -1;
            }
            ByteBuffer into = ByteBuffer.wrap(target, offset, count);
            int got = channel.read(into, stored.offset() + at);
            if (got < 0) {
                throw new IOException("a segment ends within a body");
            }
            at += got;
            return got;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
