package org.tohost.proxy.relay;

import java.time.Duration;

/// Two connected sockets that a splice thread relays. It owns their descriptors until it has closed
/// them or given them back. One thread, except for [#counts].
final class SplicePair {
    private final int client;
    private final int backend;
    private final Load load;
    private final SpliceDirection up;
    private final SpliceDirection down;
    private final long idle;
    private final Fate fate;
    private String why = "";
    private boolean halting;

    /// A socket and what goes to it first.
    ///
    /// @param first octets for this socket
    /// @param counted so many of them, the last ones, were taken from the other side
    record Socket(int descriptor, byte[] first, int counted) {}

    /// Both sockets, and after how long a silence they are idle.
    record Load(Socket client, Socket backend, Duration idle) {}

    /// Who is told how it comes out; on the splice thread.
    interface Fate {
        /// Both sockets are closed.
        void over(String reason);

        /// Both sockets are somebody else's from now on.
        void halted(boolean clientEnded, boolean backendEnded);
    }

    SplicePair(Load load, SpliceDirection.Bench bench, Fate fate) {
        this.load = load;
        this.client = load.client().descriptor();
        this.backend = load.backend().descriptor();
        this.up = new SpliceDirection(client, backend, bench);
        this.down = new SpliceDirection(backend, client, bench);
        this.idle = load.idle().toMillis();
        this.fate = fate;
    }

    /// How it goes on with a pair behind a turn of it.
    enum Verdict {
        WAITS,
        HAS_MORE,
        IS_OVER,
        IS_HALTED
    }

    void begin() {
        up.begin(load.backend().first(), load.backend().counted());
        down.begin(load.client().first(), load.client().counted());
    }

    int client() {
        return client;
    }

    int backend() {
        return backend;
    }

    /// {@return what was taken so far; any thread}
    Relay.Counts counts() {
        return new Relay.Counts(up.taken(), down.taken());
    }

    /// Epoll tells this of one of the two.
    void ready(int descriptor, int events) {
        SpliceDirection from = descriptor == client ? up : down;
        SpliceDirection to = descriptor == client ? down : up;
        if ((events & (Epoll.PRI | Epoll.RDHUP | Epoll.HUP | Epoll.ERR)) != 0) {
            from.sourceStopsShort();
        } else if ((events & Epoll.IN) != 0) {
            from.sourceReady();
        }
        if ((events & (Epoll.OUT | Epoll.HUP | Epoll.ERR)) != 0) {
            to.sinkReady();
        }
        if ((events & Epoll.HUP) != 0 && !to.isOver()) {
            // nothing was said to it that would end it, so its peer has reset it
            to.lose();
        }
    }

    /// Moves what can be moved now, both ways.
    Verdict pump() {
        boolean more = up.pump(down.isOver());
        more |= down.pump(up.isOver());
        more |= conclude(up, down, "client closed", "back-end closed");
        more |= conclude(down, up, "back-end closed", "client closed");
        if (up.isOver() && down.isOver()) {
            return Verdict.IS_OVER;
        }
        if (halting && !more) {
            if (up.isLost() || down.isLost()) {
                return Verdict.IS_OVER;
            }
            if (up.isSettled() && down.isSettled()) {
                return Verdict.IS_HALTED;
            }
        }
        return more ? Verdict.HAS_MORE : Verdict.WAITS;
    }

    /// What the state of one direction means for the other; true if that one must be looked at.
    private boolean conclude(
            SpliceDirection one, SpliceDirection other, String sourceGone, String sinkGone) {
        if (one.hasSourceEnded()) {
            because(sourceGone);
        }
        if (one.isSourceLost() && !other.isOver()) {
            other.lose();
        }
        if (!one.isLossNew()) {
            return false;
        }
        because(sinkGone);
        // what the sink had said before may still be here, and its end with it
        other.sourceStopsShort();
        return !other.isOver();
    }

    private void because(String reason) {
        if (why.isEmpty()) {
            why = reason;
        }
    }

    /// Shall be given back as soon as nothing is on its way.
    void halt() {
        halting = true;
        up.hold();
        down.hold();
    }

    /// Gives up the pipes that are held for nothing.
    void spareThePipes(long now) {
        up.spareThePipe(now);
        down.spareThePipe(now);
    }

    /// It no longer belongs to its thread: tells why.
    void end(String reason) {
        because(reason);
        up.release();
        down.release();
        Libc.close(client);
        Libc.close(backend);
        fate.over(why);
    }

    void giveBack() {
        fate.halted(up.hasSourceEnded(), down.hasSourceEnded());
    }

    /// {@return when it will have been idle for too long, if nothing moves until then}
    long idleAt() {
        return Math.max(up.lastMoved(), down.lastMoved()) + idle;
    }
}
