package org.tohost.backend.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tohost.backend.mime.Extent;
import org.tohost.backend.mime.HeaderBlock;
import org.tohost.backend.mime.MimePart;
import org.tohost.backend.mime.MimeScanner;
import org.tohost.backend.store.Body;
import org.tohost.common.failure.Failure;

/// Reads one message; what it found out it keeps.
final class MessageReader {
    private final Body body;
    private Optional<MimePart> structure = Optional.empty();
    private Optional<HeaderBlock> header = Optional.empty();
    private long headerSize = -1;

    MessageReader(Body body) {
        this.body = body;
    }

    /// {@return all octets}
    Body body() {
        return body;
    }

    /// {@return the parts}
    MimePart structure() {
        if (structure.isEmpty()) {
            structure = Optional.of(read(0, body.size(), MimeScanner::scan));
        }
        return structure.get();
    }

    /// {@return the octets of the header with its blank line}
    long headerSize() {
        if (headerSize < 0) {
            headerSize =
                    structure
                            .map(part -> part.extent().headerSize())
                            .orElseGet(() -> read(0, body.size(), HeaderBlock::sizeOf));
        }
        return headerSize;
    }

    /// {@return the header of the message}
    HeaderBlock header() {
        if (header.isEmpty()) {
            long size = headerSize();
            header = Optional.of(read(0, size, in -> HeaderBlock.read(in, size)));
        }
        return header.get();
    }

    /// {@return the header of a part, of which at most so many octets are looked at}
    HeaderBlock header(Extent part, long atMost) {
        long size = Math.min(atMost, part.headerSize());
        return read(part.headerStart(), size, in -> HeaderBlock.read(in, size));
    }

    /// Reads something out of a range of the message.
    <T> T read(long offset, long length, Reading<T> reading) {
        try (InputStream in = body.open(offset, length)) {
            return reading.from(in);
        } catch (IOException e) {
            throw new Failure.Unavailable("a stored message cannot be read", e);
        }
    }

    /// What is made of a stream.
    interface Reading<T> {
        /// {@return what the stream holds}
        T from(InputStream in) throws IOException;
    }
}
