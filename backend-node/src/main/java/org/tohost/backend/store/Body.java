package org.tohost.backend.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongFunction;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.failure.Failure;

/// The octets of a message: header lines of its own, then the body in the log. Opens its file for
/// each read, so a reader that is interrupted disturbs nobody. Immutable.
///
/// A disk that fails is [Failure.Unavailable], also from the streams; an `IOException` is the other
/// side's.
public final class Body {
    private final byte[] prefix;
    private final StoredBody stored;
    private final Path folder;
    private final LongFunction<StoredBody> again;

    /// Where it was found.
    private record Found(StoredBody stored, FileChannel channel) {}

    /// @param folder of the log
    /// @param again says where a body of this number lies, if it is not there any more
    Body(String prefix, StoredBody stored, Path folder, LongFunction<StoredBody> again) {
        this.prefix = prefix.getBytes(StandardCharsets.ISO_8859_1);
        this.stored = stored;
        this.folder = folder;
        this.again = again;
    }

    /// {@return how many octets it has}
    public long size() {
        return prefix.length + stored.size();
    }

    /// {@return all octets}
    public InputStream open() {
        return open(0, size());
    }

    /// {@return the octets from `offset` on, at most `length`, fewer if it ends before}
    public InputStream open(long offset, long length) {
        long from = Math.clamp(offset, 0, size());
        Found found = find();
        return new BodyStream(
                prefix, found.stored(), found.channel(), from, Math.min(length, size() - from));
    }

    /// {@return the octets from `offset` on, at most `length`, fewer if it ends before}
    public byte[] read(long offset, int length) {
        try (InputStream in = open(offset, length)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Writes all octets.
    ///
    /// @throws IOException if `out` fails
    public void transferTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }

    /// Writes all octets, from file to channel without copying where the system can.
    ///
    /// @throws IOException if `out` fails
    public void transferTo(WritableByteChannel out) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(prefix);
        while (head.hasRemaining()) {
            out.write(head);
        }
        Found found = find();
        try (FileChannel in = found.channel()) {
            long at = found.stored().offset();
            long end = at + stored.size();
            while (at < end) {
                long sent = in.transferTo(at, end - at, out);
                if (sent == 0) {
                    throw new Failure.Unavailable("a segment ends within a body");
                }
                at += sent;
            }
        }
    }

    static Failure.Unavailable unreadable(IOException cause) {
        return new Failure.Unavailable("a segment cannot be read", cause);
    }

    /// A body may have moved since it was looked up, and its segment be gone. Once it is open, it
    /// can be read to its end.
    private Found find() {
        try {
            return open(stored);
        } catch (NoSuchFileException e) {
            StoredBody now = again.apply(stored.id());
            try {
                return open(now);
            } catch (IOException failed) {
                failed.addSuppressed(e);
                throw unreadable(failed);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Found open(StoredBody place) throws IOException {
        return new Found(place, FileChannel.open(place.file(folder), StandardOpenOption.READ));
    }
}
