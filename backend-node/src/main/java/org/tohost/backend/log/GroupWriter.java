package org.tohost.backend.log;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;

/// Writes groups one behind the other and forces them. Used by the committer's thread alone; any
/// thread may ask which segment is in use and what is durable.
final class GroupWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    /// A group has a segment for itself if need be, and a segment is read as one buffer.
    private static final long LARGEST = Integer.MAX_VALUE - (1 << 20);

    private final LogSettings settings;
    private final SegmentSupply supply;
    private final GroupOutput output;
    private volatile Segment active;
    private LogPosition last;
    private volatile long durable;
    private long durablePosition;
    private long furthest; // up to where a group that was forgotten may have left octets
    private boolean unsealed;
    private boolean full;

    GroupWriter(LogSettings settings, SegmentSupply supply, LogEnd end) {
        this.settings = settings;
        this.supply = supply;
        this.active = end.active();
        this.last = end.last();
        this.durable = last.sequence();
        this.durablePosition = end.position();
        this.furthest = end.position();
        this.output = new GroupOutput(BUFFER, active.file(), end.position());
    }

    /// {@return the last group that was written}
    LogPosition last() {
        return last;
    }

    /// {@return the last group that is on the disk}
    long durable() {
        return durable;
    }

    /// {@return the number of the segment that is written to}
    long active() {
        return active.header().number();
    }

    /// The next group goes into another segment, unless nothing stands in this one.
    void roll() {
        full = output.position() > SegmentHeader.LENGTH;
    }

    /// {@return true if something was written since the log was opened}
    boolean unsealed() {
        return unsealed;
    }

    /// Writes a group; it is not durable before [#force].
    ///
    /// @throws Failure.Unavailable if this group cannot be written, but others can
    /// @throws IOException if the disk failed
    Committed append(RecordGroup group) throws IOException {
        long contentLength = RecordCodec.length(group);
        byte[] header = header(group, contentLength).encode();
        long length = GroupHeader.padded(header.length + contentLength);
        if (length > LARGEST) {
            throw new Failure.Unavailable(Outage.STORAGE, "a group of " + length + " octets");
        }
        makeRoom(length);
        if (!group.bodies().isEmpty()) {
            keepReserve();
        }
        long start = output.position();
        output.begin(header);
        for (ChangeRecord record : group.changes()) {
            output.put(RecordCodec.encode(record));
        }
        List<StoredBody> bodies = new ArrayList<>();
        for (NewBody body : group.bodies()) {
            bodies.add(append(body, start));
        }
        int padding = (int) (length - header.length - contentLength);
        int checksum = output.end(start, header, padding);
        last = position(start, last.sequence() + 1, checksum);
        unsealed = true;
        return new Committed(last, length, bodies);
    }

    /// Makes durable what was written.
    ///
    /// @throws IOException if the disk failed
    void force() throws IOException {
        if (durable == last.sequence()) {
            return;
        }
        output.flush();
        long begin = System.nanoTime();
        active.file().force();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        settings.meter()
                .commit(
                        (int) (last.sequence() - durable),
                        output.position() - durablePosition,
                        took);
        durable = last.sequence();
        durablePosition = output.position();
    }

    /// After a failed write: zeros from the last durable group on, as far as the disk still takes
    /// them, so that what was refused does not come back at the next start.
    void cut() throws IOException {
        long end = Math.max(furthest, output.position());
        clear(durablePosition, end);
        active.file().force();
    }

    private void clear(long from, long to) throws IOException {
        byte[] zeros = new byte[BUFFER];
        for (long at = from; at < to; at += zeros.length) {
            int length = (int) Math.min(zeros.length, to - at);
            active.file().write(zeros, 0, length, at);
        }
    }

    @Override
    public void close() throws IOException {
        try (DiskFile _ = active.file()) {
            supply.close();
        }
    }

    private GroupHeader header(RecordGroup group, long contentLength) {
        boolean one = group.changes().size() == 1;
        return new GroupHeader(
                contentLength,
                active.header().logId(),
                LogEnd.EPOCH,
                last.sequence() + 1,
                durable,
                one ? group.changes().getFirst().user() : "",
                one ? group.changes().getFirst().userSequence() : 0,
                settings.origin().name());
    }

    private StoredBody append(NewBody body, long start) throws IOException {
        output.put(RecordCodec.encodeHead(body));
        long offset = output.position();
        long size = body.content().size();
        long copied;
        try (InputStream in = body.content().open()) {
            copied = output.put(in);
        } catch (Failure.Unavailable e) {
            forget(start);
            throw e;
        }
        if (copied != size) {
            forget(start);
            throw new Failure.Unavailable("a spooled body has " + copied + " of " + size);
        }
        return new StoredBody(body.id(), active.header().number(), offset, size);
    }

    private LogPosition position(long start, long sequence, int checksum) {
        SegmentHeader header = active.header();
        return new LogPosition(header.logId(), header.number(), start, sequence, checksum);
    }

    private void forget(long start) {
        furthest = Math.max(furthest, output.position());
        output.rewind(start);
    }

    /// Goes to the next segment if the group has no room here. What stands here is forced before,
    /// so that nothing is ever broken in front of a segment that is in use.
    private void makeRoom(long length) throws IOException {
        if (!full && active.fits(output.position(), length)) {
            if (output.position() > active.header().size() / 2) {
                supply.prepare();
            }
            return;
        }
        full = false;
        force();
        leaveNothingBehind();
        Segment next = next(length);
        active.file().close();
        active = next;
        durablePosition = SegmentHeader.LENGTH;
        furthest = SegmentHeader.LENGTH;
        output.continueIn(active.file(), SegmentHeader.LENGTH);
    }

    /// What a forgotten group has left here would look like a broken one in front of those to come.
    private void leaveNothingBehind() throws IOException {
        if (furthest > output.position()) {
            clear(output.position(), furthest);
            active.file().force();
            furthest = output.position();
        }
    }

    /// Only what brings no mail is written to the last segment that the disk has room for.
    private void keepReserve() {
        try {
            supply.requireReserve();
        } catch (IOException e) {
            throw new Failure.Unavailable(Outage.STORAGE, "no room for mail", e);
        }
    }

    private Segment next(long length) {
        try {
            return supply.next(length);
        } catch (IOException e) {
            throw new Failure.Unavailable(Outage.STORAGE, "no room for a new segment", e);
        }
    }
}
