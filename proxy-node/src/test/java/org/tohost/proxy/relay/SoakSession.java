package org.tohost.proxy.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.tohost.common.testing.Dice;

/// One session of a soak: both sides send as much as the dice say, at once, and read each other at
/// their own pace; some go away in the middle.
final class SoakSession {
    private final Relayed relayed;
    private final Way up;
    private final Way down;
    private final boolean cut;

    SoakSession(Relayed relayed, Dice dice) {
        this.relayed = relayed;
        this.cut = dice.oneIn(8);
        this.up = new Way(relayed.client(), relayed.backend(), dice, cut);
        this.down = new Way(relayed.backend(), relayed.client(), dice, cut);
    }

    /// What the kernel holds on the way: at the source, at the two ends of the relay, at the sink.
    record Held(
            KernelQueues.Held source,
            KernelQueues.Held in,
            KernelQueues.Held out,
            KernelQueues.Held sink) {
        /// {@return true if the relay has something to do: all that it sent has arrived and is
        /// read, and what comes next is there to be taken, or taken already}
        boolean isUpToTheRelay() {
            boolean isUnderWay = source.toSend() > 0 && in.toRead() == 0;
            return out.toSend() == 0 && sink.toRead() == 0 && !isUnderWay;
        }
    }

    /// One direction.
    static final class Way {
        private static final int MOST_PIECES = 20_000;

        private final Socket from;
        private final Socket to;
        private final KernelQueues.Ports source;
        private final KernelQueues.Ports sink;
        private final long size;
        private final long cutAt;
        private final boolean slow;
        private final boolean reset;
        private final int piece;
        private final Flow sent;
        private final Flow got;
        private volatile long written;
        private volatile long read;
        private volatile boolean waiting;

        Way(Socket from, Socket to, Dice dice, boolean cut) {
            this.from = from;
            this.to = to;
            this.source = KernelQueues.Ports.of(from);
            this.sink = KernelQueues.Ports.of(to);
            this.slow = dice.oneIn(6);
            int most = slow ? 21 : 25;
            long base = 1L << dice.upTo(most);
            this.size = base + dice.upTo((int) Math.min(base, 1 << 24));
            this.cutAt = cut && dice.oneIn(2) ? size / 2 : Long.MAX_VALUE;
            this.reset = dice.oneIn(2);
            this.piece = (int) Math.max(1L << (4 + dice.upTo(14)), size / MOST_PIECES);
            long seed = dice.upTo(Integer.MAX_VALUE - 1);
            this.sent = new Flow(seed);
            this.got = new Flow(seed);
        }

        /// Sends all, and says so.
        void send() throws IOException {
            while (sent.written() < size) {
                int next = (int) Math.min(piece, size - sent.written());
                sent.write(from.getOutputStream(), next);
                written = sent.written();
                if (written >= cutAt) {
                    from.setSoLinger(reset, 0);
                    from.close();
                    return;
                }
            }
            from.shutdownOutput();
        }

        /// Reads to the end, and compares.
        void receive() throws IOException, InterruptedException {
            boolean more = true;
            while (more) {
                waiting = true;
                more = got.read(to.getInputStream(), slow ? 32 * 1024 : 256 * 1024);
                waiting = false;
                read = got.checked();
                if (slow) {
                    Thread.sleep(5);
                }
            }
        }

        /// {@return how much has come, or -1 if nobody waits or all that was sent is there}
        long waitsBehind() {
            long come = read;
            return waiting && come < written ? come : -1;
        }

        /// {@return where octets of this direction are}
        Held held(KernelQueues queues) {
            return new Held(
                    queues.at(source),
                    queues.at(source.peer()),
                    queues.at(sink.peer()),
                    queues.at(sink));
        }

        boolean isComplete() {
            return read == size;
        }

        @Override
        public String toString() {
            return read + " of " + written + " of " + size + (slow ? ", slowly" : "");
        }
    }

    /// Runs it to its end.
    ///
    /// @return octets that were carried
    long run() throws Exception {
        try (relayed) {
            Thread sendsUp = Thread.ofVirtual().start(() -> quietly(up::send));
            Thread sendsDown = Thread.ofVirtual().start(() -> quietly(down::send));
            Thread receivesUp = Thread.ofVirtual().start(() -> quietly(up::receive));
            quietly(down::receive);
            for (Thread thread : new Thread[] {sendsUp, sendsDown, receivesUp}) {
                thread.join();
            }
        }
        relayed.over().get(60, TimeUnit.SECONDS);
        if (!cut && !(up.isComplete() && down.isComplete())) {
            throw new AssertionError("incomplete: up " + up + ", down " + down);
        }
        return up.read + down.read;
    }

    /// A part of a session.
    @FunctionalInterface
    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    /// Makes an end of it, wherever it is; any thread.
    void giveUp() {
        try {
            relayed.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void quietly(Part part) {
        try {
            part.run();
        } catch (IOException | InterruptedException e) {
            if (!cut) {
                throw new IllegalStateException(e);
            }
        }
    }

    Way up() {
        return up;
    }

    Way down() {
        return down;
    }
}
