package org.tohost.backend.log;

import java.io.IOException;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// Reads a log that is in use, group by group, up to the last that is durable. Nothing from the
/// next group on is freed until this is closed. One thread.
public final class LogReader implements AutoCloseable {
    private final Segments segments;
    private final LogHold hold;
    private long segment;
    private long next;
    private SegmentGroups groups;

    /// @param from the sequence of a group that is held
    /// @param segment the segment that it lies in
    LogReader(Segments segments, LogHold hold, long from, long segment) throws IOException {
        this.segments = segments;
        this.hold = hold;
        this.next = from;
        this.segment = segment;
        this.groups = segments.groups(segment);
    }

    /// {@return the next group; empty if there is none yet, which may be asked again}
    ///
    /// @throws Failure.Unavailable if the log cannot be read
    public Optional<LogGroup> next() {
        try {
            while (true) {
                boolean closed = segment < segments.active();
                long sequence = groups.sequence();
                if (sequence > segments.durable() || (sequence == 0 && !closed)) {
                    return Optional.empty();
                }
                if (sequence == 0) {
                    goOn();
                } else {
                    Optional<LogGroup> group = groups.next();
                    if (sequence >= next) {
                        next = sequence + 1;
                        return group;
                    }
                }
            }
        } catch (IOException | Failure.Syntax e) {
            throw new Failure.Unavailable("segment " + segment + " cannot be read", e);
        }
    }

    private void goOn() throws IOException {
        SegmentGroups following = segments.groups(segment + 1);
        groups.close();
        groups = following;
        segment++;
    }

    @Override
    public void close() {
        groups.close();
        hold.close();
    }
}
