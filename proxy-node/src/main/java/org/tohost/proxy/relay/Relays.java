package org.tohost.proxy.relay;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.proxy.guard.Guard;
import org.tohost.proxy.guard.Recipients;

/// Starts relays, of the cheapest kind that can be had: two connections in clear text are relayed
/// without copies where the system can do it, all others by their event loop. Any thread.
public final class Relays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);

    /// Beyond 64 MiB of pipes (`fs.pipe-user-pages-soft`) the kernel gives small ones.
    private static final int PIPES = 48;

    private static final long MEMORY = 128L * 1024 * 1024;

    private final String kind;
    private final Clock clock;
    private final Optional<SpliceThreads> threads;
    private final IdleWheels wheels;
    private final AtomicBoolean complained = new AtomicBoolean();

    /// Which kinds may be used.
    public enum Choice {
        /// The cheapest for each two connections.
        AUTO,
        /// By event loops only.
        CHANNEL
    }

    private Relays(Clock clock, Optional<SpliceThreads> threads, String kind) {
        this.kind = kind;
        this.clock = clock;
        this.threads = threads;
        this.wheels = new IdleWheels(clock);
    }

    /// Makes ready for relays, with so many threads for those without copies; the log says whether
    /// there can be such.
    public static Relays open(Choice choice, int threads, Clock clock) {
        Relays opened = unheard(choice, threads, clock);
        LOG.info(opened.kind);
        return opened;
    }

    /// The same, and the log says nothing.
    public static Relays unheard(Choice choice, int threads, Clock clock) {
        return switch (choice) {
            case AUTO ->
                    splicing(
                            threads,
                            new SpliceLoop.Share(Math.max(4, PIPES / threads), MEMORY / threads),
                            clock);
            case CHANNEL ->
                    new Relays(
                            clock, Optional.empty(), "all connections are relayed by event loops");
        };
    }

    /// As the choice of all kinds, with this share for each thread.
    static Relays splicing(int threads, SpliceLoop.Share each, Clock clock) {
        try {
            SpliceThreads started = SpliceThreads.start(threads, each, clock);
            return new Relays(
                    clock,
                    Optional.of(started),
                    "connections in clear text on both sides are relayed by splice(2)");
        } catch (IOException e) {
            return new Relays(
                    clock,
                    Optional.empty(),
                    "all connections are relayed by event loops: " + e.getMessage());
        }
    }

    /// Begins to relay, first what the connections had read before. On the event loop of both;
    /// `over` is called there, once, when both are closed.
    ///
    /// @throws IllegalStateException if the two are not on this event loop
    public Relay start(Relay.Pair pair, Consumer<Relay.End> over) {
        return threads.flatMap(SpliceThreads::next)
                .flatMap(thread -> SpliceRelay.start(pair, thread, over))
                .orElseGet(() -> byEventLoop(pair, over));
    }

    /// The same, for SMTP with a server of another make: whatever the client sends passes the
    /// guard, which is told by `recipients` whom the server may have.
    ///
    /// @throws IllegalStateException if the two are not on this event loop
    public Relay start(
            Relay.Pair pair, Guard guard, Recipients recipients, Consumer<Relay.End> over) {
        CommandRelay.Watch watch =
                new CommandRelay.Watch(wheels.of(pair.client().channel().eventLoop()), clock);
        return CommandRelay.start(pair, new CommandRelay.Rule(guard, recipients), watch, over);
    }

    private Relay byEventLoop(Relay.Pair pair, Consumer<Relay.End> over) {
        boolean clear =
                Descriptors.isClear(pair.client().channel())
                        && Descriptors.isClear(pair.backend().channel());
        if (threads.isPresent() && clear && !complained.getAndSet(true)) {
            LOG.warn(
                    "a relay that could do without copies has to copy: its sockets are not epoll's, or there are too few descriptors");
        }
        return ChannelRelay.start(
                pair, wheels.of(pair.client().channel().eventLoop()), clock, over);
    }

    /// {@return how often the threads without copies woke up}
    long wakeUps() {
        return threads.map(SpliceThreads::wakeUps).orElse(0L);
    }

    /// Ends the relays without copies, and waits for it; the others end with their event loops.
    @Override
    public void close() {
        threads.ifPresent(SpliceThreads::close);
    }
}
