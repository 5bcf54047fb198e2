package org.tohost.proxy.relay;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Octets in memory that wait until their socket takes them. One thread.
final class Backlog implements Cargo {
    private final Libc libc;
    private final Arena arena = Arena.ofConfined();
    private final Runnable released;
    private MemorySegment rest;

    private Backlog(Libc libc, long octets, Runnable released) {
        this.libc = libc;
        this.released = released;
        this.rest = arena.allocate(octets);
    }

    /// {@return room for so many octets; `released` is called once it has been given back}
    static Backlog of(Libc libc, long octets, Runnable released) {
        return new Backlog(libc, octets, released);
    }

    /// {@return a copy of these octets}
    static Backlog copyOf(Libc libc, MemorySegment octets) {
        Backlog copy = of(libc, octets.byteSize(), () -> {});
        copy.rest.copyFrom(octets);
        return copy;
    }

    /// {@return a copy of these octets}
    static Backlog copyOf(Libc libc, byte[] octets) {
        Backlog copy = of(libc, octets.length, () -> {});
        MemorySegment.copy(octets, 0, copy.rest, JAVA_BYTE, 0, octets.length);
        return copy;
    }

    /// {@return what was not sent yet}
    MemorySegment rest() {
        return rest;
    }

    @Override
    public long held() {
        return rest.byteSize();
    }

    @Override
    public long sendTo(int socket) {
        long sent = libc.send(socket, rest, rest.byteSize());
        rest = rest.asSlice(Math.max(0, sent));
        return sent;
    }

    @Override
    public void release() {
        arena.close();
        released.run();
    }
}
