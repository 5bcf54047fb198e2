package org.tohost.proxy.relay;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Which sockets have something to read or room to write, told once each time it becomes so (edge
/// triggered). One thread.
final class Epoll {
    static final int IN = 0x001;
    static final int PRI = 0x002;
    static final int OUT = 0x004;
    static final int ERR = 0x008;
    static final int HUP = 0x010;
    static final int RDHUP = 0x2000;

    private static final int EDGE = 1 << 31;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MOST = 256;

    // struct epoll_event is packed on x86-64 and nowhere else
    private static final boolean PACKED = !System.getProperty("os.arch").equals("aarch64");
    private static final long SIZE = PACKED ? 12 : 16;
    private static final long DATA = PACKED ? 4 : 8;

    private final Libc libc;
    private final int descriptor;
    private final MemorySegment event = Arena.ofAuto().allocate(16, 8);
    private final MemorySegment events = Arena.ofAuto().allocate(SIZE * MOST, 8);

    Epoll(Libc libc) throws IOException {
        this.libc = libc;
        this.descriptor = libc.epollCreate();
        if (descriptor < 0) {
            throw new IOException("epoll_create1: error " + -descriptor);
        }
    }

    /// Tells of a socket each time it becomes readable, writable, has urgent data or is ended by
    /// its peer; at once if it is so now.
    boolean watch(int socket) {
        return control(ADD, socket, IN | PRI | OUT | RDHUP | EDGE);
    }

    /// Tells of an event descriptor as long as it is signalled.
    boolean watchSignal(int eventDescriptor) {
        return control(ADD, eventDescriptor, IN);
    }

    /// Tells of it no more. Closing alone would not do while a duplicate lives.
    void forget(int watched) {
        var _ = control(DELETE, watched, 0);
    }

    private boolean control(int operation, int watched, int interest) {
        event.set(JAVA_INT, 0, interest);
        event.set(JAVA_INT_UNALIGNED, DATA, watched);
        event.set(JAVA_INT_UNALIGNED, DATA + 4, 0);
        return libc.epollControl(descriptor, operation, watched, event) == 0;
    }

    /// {@return how many events there are, after at most so long; -1: for ever}
    int await(int millis) {
        int count = libc.epollWait(descriptor, events, MOST, millis);
        if (count < 0 && count != -Libc.EINTR) {
            throw new IllegalStateException("epoll_wait: error " + -count);
        }
        return Math.max(0, count);
    }

    /// {@return what happened, for the event of this number}
    int what(int number) {
        return events.get(JAVA_INT_UNALIGNED, number * SIZE);
    }

    /// {@return to which descriptor it happened}
    int where(int number) {
        return events.get(JAVA_INT_UNALIGNED, number * SIZE + DATA);
    }

    void close() {
        Libc.close(descriptor);
    }
}
