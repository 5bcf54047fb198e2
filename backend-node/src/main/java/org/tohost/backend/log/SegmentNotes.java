package org.tohost.backend.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.tohost.common.failure.Failure;

/// What is to be known of the segments of a log and does not stand in them. Immutable.
///
/// @param freed which are no longer there, by rising number, runs with a segment in between
/// @param lastBody the highest number of a body that was in one of them
/// @param deadSince since when a segment that is there is known to hold something dead
record SegmentNotes(List<FreedRun> freed, long lastBody, NavigableMap<Long, Instant> deadSince) {
    static final SegmentNotes NONE =
            new SegmentNotes(List.of(), 0, Collections.emptyNavigableMap());

    private static final long MAGIC = 0x544F484F5354534EL; // TOHOSTSN
    private static final short VERSION = 1;
    private static final int FIXED = 48;
    private static final int RUN = 24;
    private static final int SINCE = 16;

    /// {@return true if this segment was freed}
    boolean isFreed(long number) {
        return freed.stream().anyMatch(run -> run.first() <= number && number <= run.last());
    }

    /// {@return the number of the segment that comes behind this one}
    long behind(long number) {
        return freed.stream()
                .filter(run -> run.first() == number + 1)
                .mapToLong(run -> run.last() + 1)
                .findFirst()
                .orElse(number + 1);
    }

    /// {@return the sequence that this segment begins with, if those before it were freed}
    OptionalLong firstSequence(long number) {
        return freed.stream()
                .filter(run -> run.last() == number - 1)
                .mapToLong(FreedRun::next)
                .findFirst();
    }

    /// {@return true if a segment behind this one was freed}
    boolean isFreedBehind(long number) {
        return freed.stream().anyMatch(run -> run.first() > number);
    }

    /// {@return the oldest sequence from which on all groups are there}
    long oldest() {
        return freed.isEmpty() ? 1 : freed.getLast().next();
    }

    /// {@return these and one more that goes}
    ///
    /// @param next the sequence of the first group behind it
    /// @param highestBody the highest number of a body in it
    SegmentNotes plus(long number, long next, long highestBody) {
        List<FreedRun> all = new ArrayList<>();
        FreedRun added = new FreedRun(number, number, next);
        for (FreedRun run : freed) {
            if (run.last() == added.first() - 1) {
                added = new FreedRun(run.first(), added.last(), added.next());
            } else if (run.first() == added.last() + 1) {
                added = new FreedRun(added.first(), run.last(), run.next());
            } else {
                all.add(run);
            }
        }
        all.add(added);
        all.sort((a, b) -> Long.compare(a.first(), b.first()));
        NavigableMap<Long, Instant> since = new TreeMap<>(deadSince);
        since.remove(number);
        return new SegmentNotes(List.copyOf(all), Math.max(lastBody, highestBody), since);
    }

    SegmentNotes with(NavigableMap<Long, Instant> since) {
        return new SegmentNotes(freed, lastBody, since);
    }

    byte[] encode(UUID log) {
        int length = FIXED + freed.size() * RUN + deadSince.size() * SINCE;
        ByteBuffer out = ByteBuffer.allocate(length + Integer.BYTES);
        out.putLong(MAGIC).putShort(VERSION).position(16);
        out.putLong(log.getMostSignificantBits()).putLong(log.getLeastSignificantBits());
        out.putLong(lastBody).putInt(freed.size()).putInt(deadSince.size());
        freed.forEach(run -> out.putLong(run.first()).putLong(run.last()).putLong(run.next()));
        deadSince.forEach((number, at) -> out.putLong(number).putLong(at.getEpochSecond()));
        return out.putInt(crc(out.array(), length)).array();
    }

    /// Reads them.
    ///
    /// @throws Failure.Syntax with what is wrong
    static SegmentNotes decode(byte[] octets, UUID log) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        int length = octets.length - Integer.BYTES;
        if (length < FIXED || in.getInt(length) != crc(octets, length)) {
            throw new Failure.Syntax("the checksum does not match");
        }
        if (in.getLong() != MAGIC || in.getShort() != VERSION) {
            throw new Failure.Syntax("no notes of this version");
        }
        in.position(16);
        if (!new UUID(in.getLong(), in.getLong()).equals(log)) {
            throw new Failure.Syntax("of another log");
        }
        long lastBody = in.getLong();
        int runs = in.getInt();
        int since = in.getInt();
        if (length != FIXED + (long) runs * RUN + (long) since * SINCE) {
            throw new Failure.Syntax("of another length");
        }
        List<FreedRun> freed = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            freed.add(new FreedRun(in.getLong(), in.getLong(), in.getLong()));
        }
        NavigableMap<Long, Instant> deadSince = new TreeMap<>();
        for (int i = 0; i < since; i++) {
            deadSince.put(in.getLong(), Instant.ofEpochSecond(in.getLong()));
        }
        return new SegmentNotes(List.copyOf(freed), lastBody, deadSince);
    }

    private static int crc(byte[] octets, int length) {
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, length);
        return (int) crc.getValue();
    }
}
