package org.tohost.proxy.relay;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Wakes a splice thread from other threads.
final class WakeUp {
    private final Libc libc;
    private final int descriptor;
    private final MemorySegment count = Arena.ofAuto().allocate(JAVA_LONG);
    private boolean closed;

    /// Of the thread that has this [Libc].
    WakeUp(Libc libc) throws IOException {
        this.libc = libc;
        this.descriptor = libc.eventDescriptor();
        if (descriptor < 0) {
            throw new IOException("eventfd: error " + -descriptor);
        }
    }

    /// {@return what to wait for}
    int descriptor() {
        return descriptor;
    }

    /// Wakes the thread. Whatever was done before this call, the thread sees behind its next
    /// [#heard]. Any thread.
    synchronized void signal() {
        if (!closed) { // else the number may be somebody else's by now
            Libc.signal(descriptor);
        }
    }

    /// Takes notice of all signals so far; by the woken thread.
    void heard() {
        var _ = libc.read(descriptor, count, Long.BYTES);
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(descriptor);
        }
    }
}
