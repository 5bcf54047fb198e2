package org.tohost.proxy.relay;

import java.lang.foreign.MemorySegment;

/// A pipe of the kernel between two sockets: what passes through it is not copied. One thread.
final class Pipe implements Cargo {
    private final Libc libc;
    private final int readEnd;
    private final int writeEnd;
    private final int capacity;
    private final PipePool home;
    private long held;

    Pipe(PipePool home, Libc libc, int readEnd, int writeEnd, int capacity) {
        this.home = home;
        this.libc = libc;
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
        this.capacity = capacity;
    }

    @Override
    public long held() {
        return held;
    }

    /// Moves what the socket has into the pipe, which must be empty: a full pipe could not be told
    /// from an empty socket.
    ///
    /// @return octets moved, 0 if there was nothing, or `-errno`
    long fillFrom(int socket) {
        long moved = libc.splice(socket, writeEnd, capacity);
        held += Math.max(0, moved);
        return moved;
    }

    @Override
    public long sendTo(int socket) {
        long moved = libc.splice(readEnd, socket, held);
        held -= Math.max(0, moved);
        return moved;
    }

    /// Copies all it holds, and is empty then.
    void emptyInto(MemorySegment memory) {
        long at = 0;
        while (held > 0) {
            long moved = libc.read(readEnd, memory.asSlice(at), held);
            if (moved <= 0) {
                throw new IllegalStateException("a pipe lost " + held + " octets: " + moved);
            }
            held -= moved;
            at += moved;
        }
    }

    @Override
    public void release() {
        home.giveBack(this);
    }

    void close() {
        Libc.close(readEnd);
        Libc.close(writeEnd);
    }
}
