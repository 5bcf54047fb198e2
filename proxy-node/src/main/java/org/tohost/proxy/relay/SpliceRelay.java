package org.tohost.proxy.relay;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.tohost.common.net.Detached;

/// A relay without copies, between two sockets in clear text: `splice(2)`, on a thread of its own.
///
/// The sockets leave their event loop in the turn in which the relay is started: with duplicates of
/// their descriptors alive, closing the channels is not seen by the peers. What the channels had
/// read and not used, and what was written to them and not sent, goes first.
final class SpliceRelay implements Relay {
    private final SpliceLoop thread;
    private final EventLoop loop;
    private final Consumer<End> over;
    private final SplicePair pair;
    private volatile Consumer<Halted> halted = _ -> {};

    private SpliceRelay(
            EventLoop loop, SplicePair.Load load, SpliceLoop thread, Consumer<End> over) {
        this.thread = thread;
        this.loop = loop;
        this.over = over;
        this.pair = thread.pair(load, new Fate());
    }

    /// Begins to relay; empty, and nothing is changed, if these two cannot be relayed so.
    static Optional<Relay> start(Pair pair, SpliceLoop thread, Consumer<End> over) {
        Channel client = pair.client().channel();
        Channel backend = pair.backend().channel();
        if (!Descriptors.isBare(client) || !Descriptors.isBare(backend)) {
            return Optional.empty();
        }
        int first = Descriptors.duplicateOf(client);
        int second = first < 0 ? -1 : Descriptors.duplicateOf(backend);
        if (second < 0) {
            if (first >= 0) {
                Libc.close(first);
            }
            return Optional.empty();
        }
        SplicePair.Load load =
                new SplicePair.Load(
                        socket(first, Descriptors.leave(client), pair.backend()),
                        socket(second, Descriptors.leave(backend), pair.client()),
                        pair.idle());
        SpliceRelay relay = new SpliceRelay(client.eventLoop(), load, thread, over);
        thread.adopt(relay.pair);
        return Optional.of(relay);
    }

    private static SplicePair.Socket socket(int descriptor, byte[] unsent, Detached other) {
        byte[] first = Arrays.copyOf(unsent, unsent.length + other.unconsumed().length);
        System.arraycopy(other.unconsumed(), 0, first, unsent.length, other.unconsumed().length);
        return new SplicePair.Socket(descriptor, first, other.unconsumed().length);
    }

    @Override
    public Counts counts() {
        return pair.counts();
    }

    @Override
    public void halt(Consumer<Halted> told) {
        halted = told;
        thread.halt(pair);
    }

    @Override
    public void close(String reason) {
        thread.end(pair, reason);
    }

    /// What the thread tells.
    private final class Fate implements SplicePair.Fate {
        @Override
        public void over(String reason) {
            onLoop(() -> over.accept(new End(reason, counts())), () -> {});
        }

        @Override
        public void halted(boolean clientEnded, boolean backendEnded) {
            onLoop(
                    () -> giveBack(clientEnded, backendEnded),
                    () -> {
                        Libc.close(pair.client());
                        Libc.close(pair.backend());
                    });
        }

        private void onLoop(Runnable task, Runnable otherwise) {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException e) {
                otherwise.run(); // the node has ended
            }
        }
    }

    private void giveBack(boolean clientEnded, boolean backendEnded) {
        Detached client = Descriptors.enter(pair.client(), clientEnded, loop);
        Detached backend = Descriptors.enter(pair.backend(), backendEnded, loop);
        if (client.channel().isActive() && backend.channel().isActive()) {
            halted.accept(new Halted(client, backend, counts()));
        } else {
            String gone = client.channel().isActive() ? "back-end closed" : "client closed";
            var _ = client.channel().close();
            var _ = backend.channel().close();
            over.accept(new End(gone, counts()));
        }
    }
}
