package org.tohost.proxy.relay;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The pipes of a splice thread, so many and no more, and the memory into which what a pipe holds
/// may be copied, so much and no more. One thread.
final class PipePool {
    /// What a pipe may hold without privileges (`fs.pipe-max-size`); the larger it is, the less an
    /// octet costs.
    private static final int CAPACITY = 1024 * 1024;

    /// What the kernel gives where it refuses that.
    private static final int LEAST = 64 * 1024;

    private final Libc libc;
    private final Deque<Pipe> free = new ArrayDeque<>();
    private final MemorySegment ends = Arena.ofAuto().allocate(JAVA_INT, 2);
    private final int most;
    private int missing;
    private long memory;

    /// At most `most` pipes and `memory` octets.
    PipePool(Libc libc, int most, long memory) {
        this.libc = libc;
        this.most = most;
        this.missing = most;
        this.memory = memory;
    }

    /// {@return an empty pipe, or null if none can be had now}
    @Nullable Pipe take() {
        Pipe pipe = free.poll();
        return pipe == null && missing > 0 ? create() : pipe;
    }

    private @Nullable Pipe create() {
        if (libc.pipe(ends) < 0) {
            return null; // no descriptor is free: octets are copied then
        }
        missing--;
        int writeEnd = ends.getAtIndex(JAVA_INT, 1);
        int capacity = Math.max(LEAST, Libc.resizePipe(writeEnd, CAPACITY));
        return new Pipe(this, libc, ends.getAtIndex(JAVA_INT, 0), writeEnd, capacity);
    }

    /// {@return true if somebody has one}
    boolean areLent() {
        return missing + free.size() < most;
    }

    /// Takes a pipe back; what is still in it is lost.
    void giveBack(Pipe pipe) {
        if (pipe.held() == 0) {
            free.push(pipe);
        } else {
            pipe.close();
            missing++;
        }
    }

    /// {@return what the pipe holds, copied, and the pipe is free again; null if there is not so
    /// much memory left}
    @Nullable Backlog spill(Pipe pipe) {
        long octets = pipe.held();
        if (octets > memory) {
            return null;
        }
        memory -= octets;
        Backlog copy = Backlog.of(libc, octets, () -> memory += octets);
        pipe.emptyInto(copy.rest());
        giveBack(pipe);
        return copy;
    }

    /// Closes the pipes that nobody has.
    void close() {
        free.forEach(Pipe::close);
        free.clear();
    }
}
