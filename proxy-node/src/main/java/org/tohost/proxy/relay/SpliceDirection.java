package org.tohost.proxy.relay;

import java.lang.foreign.MemorySegment;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One direction of a relay: from the socket of its source to that of its sink.
///
/// ```
///  FLOWING --the source has ended--> ENDING --all delivered, sink told--> ENDED
///     |                                 |
///     +--------the sink is gone---------+--> LOST
/// ```
///
/// Little is copied: one read, one send. A read that fills its buffer means that there is much, and
/// much goes through a pipe as long as it comes in large pieces. At most the content of one pipe or
/// one buffer is on its way; no more is taken before the sink has taken that.
///
/// The source counts as empty when a read says so or brings less than it had room for, the sink as
/// full only when it refuses, and either is asked again when epoll tells of it: so no wake-up can
/// be missed (epoll(7), "must I read until EAGAIN"). A source that has ended or has sent urgent
/// data, where a read stops short as well, is read until it says that it is empty. One thread.
final class SpliceDirection {
    /// How much is copied at a time when there is much, and no pipe.
    static final int MUCH = 64 * 1024;

    private static final int LITTLE = 16 * 1024;

    /// After so much it is the turn of others.
    private static final long BUDGET = 4 * 1024 * 1024;

    /// A pipe whose sink takes nothing for so many milliseconds is needed elsewhere.
    private static final long PATIENCE = 1000;

    private final int source;
    private final int sink;
    private final Bench bench;
    private final AtomicLong taken = new AtomicLong();
    private State state = State.FLOWING;
    private @Nullable Cargo cargo;
    private boolean readable = true;
    private boolean stopsShort;
    private boolean writable = true;
    private boolean much;
    private boolean spliceable = true;
    private boolean askByRead;
    private boolean sourceLost;
    private boolean lossKnown;
    private boolean held;
    private long lastMoved;

    /// What all directions of a thread share.
    ///
    /// @param buffer of [#MUCH] octets
    record Bench(Libc libc, PipePool pipes, MemorySegment buffer, Clock clock) {}

    private enum State {
        FLOWING,
        ENDING,
        ENDED,
        LOST
    }

    SpliceDirection(int source, int sink, Bench bench) {
        this.source = source;
        this.sink = sink;
        this.bench = bench;
    }

    /// Sends these octets first; so many of them count as taken from the source.
    void begin(byte[] first, int counted) {
        taken(counted);
        if (first.length > 0) {
            cargo = Backlog.copyOf(bench.libc(), first);
        }
    }

    /// The source may have something.
    void sourceReady() {
        readable = true;
    }

    /// The source may have something, and a read that brings little does not mean that it was all.
    void sourceStopsShort() {
        readable = true;
        stopsShort = true;
    }

    /// The sink may have room.
    void sinkReady() {
        writable = true;
    }

    /// Takes nothing more from the source.
    void hold() {
        held = true;
    }

    /// {@return octets taken from the source so far; any thread}
    long taken() {
        return taken.get();
    }

    /// {@return when octets moved last}
    long lastMoved() {
        return lastMoved;
    }

    /// {@return true if the source sends no more}
    boolean hasSourceEnded() {
        return state == State.ENDING || state == State.ENDED;
    }

    /// {@return true if the connection of the source is dead in both directions}
    boolean isSourceLost() {
        return sourceLost;
    }

    /// {@return true if the connection of the sink is dead}
    boolean isLost() {
        return state == State.LOST;
    }

    /// {@return true if the connection of the sink is dead, the first time that it is asked}
    boolean isLossNew() {
        boolean isNew = isLost() && !lossKnown;
        lossKnown |= isNew;
        return isNew;
    }

    /// {@return true if nothing will ever move here again}
    boolean isOver() {
        return state == State.ENDED || state == State.LOST;
    }

    /// {@return true if all that was taken is delivered}
    boolean isSettled() {
        return cargo == null && state != State.ENDING;
    }

    /// Moves what can be moved now.
    ///
    /// @param last true if both sockets are closed once this direction is over; then the sink is
    ///   not told of the end before
    /// @return true if there may be more, but it is the turn of others
    boolean pump(boolean last) {
        long budget = BUDGET;
        while (budget > 0) {
            if (cargo != null) {
                if (!writable || !deliver(cargo)) {
                    return false;
                }
            } else if (state == State.ENDING) {
                if (!last) {
                    Libc.endOutput(sink);
                }
                state = State.ENDED;
            } else if (state == State.FLOWING && readable && !held) {
                budget -= take();
            } else {
                return false;
            }
        }
        return true;
    }

    /// Sends what the sink takes; true if it took something.
    private boolean deliver(Cargo some) {
        // not after it: whoever has the octets may look at once when they moved
        long now = bench.clock().millis();
        long sent = some.sendTo(sink);
        if (sent > 0) {
            lastMoved = now;
            if (some.held() == 0) {
                release();
            }
            return true;
        }
        refused(sent);
        return false;
    }

    private void refused(long result) {
        if (result == -Libc.EAGAIN) {
            writable = false;
        } else {
            lose();
        }
    }

    /// Takes from the source what fits.
    ///
    /// @return how much
    private long take() {
        if (much && spliceable && !askByRead) {
            Pipe pipe = bench.pipes().take();
            if (pipe != null) {
                return splice(pipe);
            }
        }
        askByRead = false;
        long room = much ? MUCH : LITTLE;
        long read = bench.libc().read(source, bench.buffer(), room);
        if (read > 0) {
            taken(read);
            readable = read == room || stopsShort;
            much = read >= LITTLE;
            forward(bench.buffer().asSlice(0, read));
        } else if (read == -Libc.EAGAIN) {
            readable = false;
        } else {
            sourceLost = read < 0;
            state = State.ENDING;
        }
        return Math.max(0, read);
    }

    private long splice(Pipe pipe) {
        long moved = pipe.fillFrom(source);
        if (moved > 0) {
            cargo = pipe;
            taken(moved);
            much = moved >= LITTLE;
            return moved;
        }
        pipe.release();
        if (moved == 0 || moved == -Libc.EAGAIN) {
            askByRead = true; // an end, urgent data or nothing: a read will say
        } else if (Libc.isOfConnection(-moved)) {
            sourceLost = true;
            state = State.ENDING;
        } else {
            spliceable = false;
        }
        return 0;
    }

    /// Sends these octets of the shared buffer, or puts them aside.
    private void forward(MemorySegment octets) {
        long sent = writable ? bench.libc().send(sink, octets, octets.byteSize()) : 0;
        if (sent < 0) {
            refused(sent);
            sent = 0;
        }
        if (sent < octets.byteSize() && state != State.LOST) {
            cargo = Backlog.copyOf(bench.libc(), octets.asSlice(sent));
        }
    }

    private void taken(long octets) {
        taken.addAndGet(octets);
        lastMoved = bench.clock().millis();
    }

    /// Gives a pipe up that the sink does not empty, unless there is no memory for its content.
    void spareThePipe(long now) {
        if (cargo instanceof Pipe pipe && now - lastMoved >= PATIENCE) {
            Backlog copy = bench.pipes().spill(pipe);
            if (copy != null) {
                cargo = copy;
                much = false;
            }
        }
    }

    /// There is nobody to deliver to any more.
    void lose() {
        if (state != State.ENDED) {
            state = State.LOST;
        }
        release();
    }

    /// Gives back what it holds.
    void release() {
        if (cargo != null) {
            Cargo done = cargo;
            cargo = null;
            done.release();
        }
    }
}
