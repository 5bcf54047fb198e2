package org.tohost.proxy.relay;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls of Linux that a splice thread makes. They give what the call gives, or `-errno`; a
/// call that a signal interrupted is made again.
///
/// One object a thread, for its `errno`; the static methods are for any thread. Constants are those
/// of x86-64 and aarch64, where they are the same. Where the calls are missing, loading this class
/// fails with a [LinkageError].
final class Libc {
    static final int EINTR = 4;
    static final int EAGAIN = 11;

    private static final int EPIPE = 32;

    /// The first of the errors that networks cause: ECONNRESET, ETIMEDOUT, EHOSTUNREACH...
    private static final int ENETDOWN = 100;

    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int SHUT_WR = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SPLICE_F_MOVE = 1;
    private static final int SPLICE_F_NONBLOCK = 2;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option KEEP = Linker.Option.captureCallState("errno");

    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), KEEP);
    private static final MethodHandle SEND =
            handle(
                    "send",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
                    KEEP);
    private static final MethodHandle SPLICE =
            handle(
                    "splice",
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
                    KEEP);
    private static final MethodHandle PIPE2 =
            handle("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), KEEP);
    private static final MethodHandle EPOLL_CREATE =
            handle("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT), KEEP);
    private static final MethodHandle EPOLL_CTL =
            handle(
                    "epoll_ctl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS),
                    KEEP);
    private static final MethodHandle EPOLL_WAIT =
            handle(
                    "epoll_wait",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                    KEEP);
    private static final MethodHandle EVENTFD =
            handle("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), KEEP);
    private static final MethodHandle EVENTFD_WRITE =
            handle("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle SHUTDOWN =
            handle("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE =
            handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL =
            handle(
                    "fcntl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));

    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        MemorySegment address =
                LINKER.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new UnsatisfiedLinkError("no call " + name));
        return LINKER.downcallHandle(address, shape, options);
    }

    /// {@return octets read, 0 at the end}
    long read(int descriptor, MemorySegment into, long most) {
        long result;
        do {
            try {
                result = checked((long) READ.invokeExact(state, descriptor, into, most));
            } catch (Throwable e) {
                throw defect(e);
            }
        } while (result == -EINTR);
        return result;
    }

    /// {@return octets that the socket took}
    long send(int socket, MemorySegment octets, long count) {
        long result;
        do {
            try {
                result =
                        checked(
                                (long)
                                        SEND.invokeExact(
                                                state, socket, octets, count, MSG_NOSIGNAL));
            } catch (Throwable e) {
                throw defect(e);
            }
        } while (result == -EINTR);
        return result;
    }

    /// {@return octets moved between a socket and a pipe without a copy}
    long splice(int from, int to, long most) {
        long result;
        do {
            try {
                result =
                        checked(
                                (long)
                                        SPLICE.invokeExact(
                                                state,
                                                from,
                                                MemorySegment.NULL,
                                                to,
                                                MemorySegment.NULL,
                                                most,
                                                SPLICE_F_MOVE | SPLICE_F_NONBLOCK));
            } catch (Throwable e) {
                throw defect(e);
            }
        } while (result == -EINTR);
        return result;
    }

    /// Makes a pipe that blocks nobody; `ends` gets two ints, the end to read from first.
    int pipe(MemorySegment ends) {
        try {
            return checked((int) PIPE2.invokeExact(state, ends, O_NONBLOCK | O_CLOEXEC));
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    int epollCreate() {
        try {
            return checked((int) EPOLL_CREATE.invokeExact(state, O_CLOEXEC));
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    int epollControl(int epoll, int operation, int descriptor, MemorySegment event) {
        try {
            return checked((int) EPOLL_CTL.invokeExact(state, epoll, operation, descriptor, event));
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /// {@return how many events came; `-EINTR` too, since the time is to be looked at then}
    int epollWait(int epoll, MemorySegment events, int most, int millis) {
        try {
            return checked((int) EPOLL_WAIT.invokeExact(state, epoll, events, most, millis));
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    int eventDescriptor() {
        try {
            return checked((int) EVENTFD.invokeExact(state, 0, O_NONBLOCK | O_CLOEXEC));
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /// Wakes who waits for this event descriptor.
    static void signal(int eventDescriptor) {
        try {
            // fails only when the counter is full, and then it is awake
            int _ = (int) EVENTFD_WRITE.invokeExact(eventDescriptor, 1L);
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /// Says that nothing more will be sent.
    static void endOutput(int socket) {
        try {
            // fails only on a connection that is dead already
            int _ = (int) SHUTDOWN.invokeExact(socket, SHUT_WR);
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /// Never to be repeated: the descriptor is free whatever the call says.
    static void close(int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /// {@return another descriptor of the same open file, -1 if there is none free}
    static int duplicate(int descriptor) {
        return fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    }

    /// {@return how much the pipe holds from now on, -1 if it must stay as it is}
    static int resizePipe(int pipe, int octets) {
        return fcntl(pipe, F_SETPIPE_SZ, octets);
    }

    private static int fcntl(int descriptor, int command, int argument) {
        try {
            return (int) FCNTL.invokeExact(descriptor, command, argument);
        } catch (Throwable e) {
            throw defect(e);
        }
    }

    /// {@return true if this error tells of the connection, and not of the call}
    static boolean isOfConnection(long error) {
        return error == EPIPE || error >= ENETDOWN;
    }

    private long checked(long result) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }

    private int checked(int result) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }

    private static IllegalStateException defect(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(thrown);
    }
}
