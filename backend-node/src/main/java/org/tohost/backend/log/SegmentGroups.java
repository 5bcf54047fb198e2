package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// The groups of one segment, from its first on. One thread.
public final class SegmentGroups implements AutoCloseable {
    private final Path file;
    private final SegmentReader reader;
    private int at = SegmentHeader.LENGTH;

    /// @throws Failure.Syntax if the header of the segment is wrong
    SegmentGroups(Path file) throws IOException {
        this.file = file;
        this.reader = new SegmentReader(file);
    }

    /// {@return the sequence of the next group, 0 if there is none}
    long sequence() {
        return reader.groupAt(at).map(found -> found.header().sequence()).orElse(0L);
    }

    /// {@return the next group, empty behind the last}
    ///
    /// @throws Failure.Syntax if its records do not follow the format
    public Optional<LogGroup> next() {
        Optional<SegmentReader.Found> found = reader.groupAt(at);
        found.ifPresent(group -> at = group.end());
        return found.map(reader::read);
    }

    /// {@return true if nothing stands behind the last group that [#next] gave}
    public boolean isAtEnd() {
        return reader.usedUpTo(at) <= at;
    }

    /// {@return the octets of a body in this segment}
    public StoredContent content(StoredBody body) {
        return new StoredContent(file, body, reader.sha256(body));
    }

    @Override
    public void close() {
        reader.close();
    }
}
