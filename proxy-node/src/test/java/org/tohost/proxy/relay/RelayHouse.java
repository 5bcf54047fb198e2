package org.tohost.proxy.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tohost.common.net.Connector;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.LineReader;
import org.tohost.common.net.Listener;
import org.tohost.common.net.Network;
import org.tohost.common.wire.Frame;
import org.tohost.proxy.guard.Announced;
import org.tohost.proxy.guard.Guard;
import org.tohost.proxy.guard.Recipients;

/// Relays as sessions have them: each side says one line to the proxy, and is relayed with whatever
/// it sent behind that line.
final class RelayHouse implements AutoCloseable {
    private final Relays relays;
    private final Network network;
    private final Listener listener;
    private final Connector connector;
    private final ServerSocket backends;
    private final BlockingQueue<LineConnection> accepted = new LinkedBlockingQueue<>();
    private Optional<Recipients> guarded = Optional.empty();

    /// What kinds of relays there are to be tested.
    enum Kind {
        CHANNEL,
        SPLICE,
        /// Splice threads without a single pipe.
        COPY;

        Relays open(Clock clock) {
            return switch (this) {
                case CHANNEL -> Relays.open(Relays.Choice.CHANNEL, 2, clock);
                case SPLICE -> Relays.open(Relays.Choice.AUTO, 2, clock);
                case COPY -> Relays.splicing(2, new SpliceLoop.Share(0, 0), clock);
            };
        }
    }

    /// What the sides send behind their line, and after how long a silence the relay ends.
    record Wish(byte[] fromClient, byte[] fromBackend, Duration idle) {
        static Wish nothing() {
            return new Wish(new byte[0], new byte[0], Duration.ofMinutes(30));
        }
    }

    RelayHouse(Kind kind, Clock clock) throws IOException {
        this.relays = kind.open(clock);
        this.network = Network.open(2);
        this.listener =
                network.listen(
                        new Listener.Place("127.0.0.1", 0, Optional.empty(), 1000), accepted::add);
        this.connector = network.connector();
        this.backends = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    }

    /// From now on a guard stands between the sides of each relay.
    RelayHouse guarded(Recipients recipients) {
        guarded = Optional.of(recipients);
        return this;
    }

    Relays relays() {
        return relays;
    }

    /// {@return a relay of two fresh connections}
    synchronized Relayed open(Wish wish) throws Exception {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        client.setTcpNoDelay(true);
        client.getOutputStream().write(behind("go\r\n", wish.fromClient()));
        LineConnection front = accepted.take();
        CompletableFuture<Relay> started = new CompletableFuture<>();
        CompletableFuture<Relay.End> over = new CompletableFuture<>();
        front.eventLoop()
                .execute(() ->
                        front.start(
                                new OneLine(() -> {
                                    front.pause();
                                    connect(
                                            front,
                                            back ->
                                                    started.complete(
                                                            start(
                                                                    front, back,
                                                                    wish, over)));
                                })));
        Socket backend = backends.accept();
        backend.setTcpNoDelay(true);
        backend.getOutputStream().write(behind("hi\r\n", wish.fromBackend()));
        return new Relayed(
                client, backend, started.get(20, TimeUnit.SECONDS), over, front.eventLoop());
    }

    /// Relays on what was halted.
    Relay goOn(Relay.Halted halted, CompletableFuture<Relay.End> over) {
        return relays.start(
                new Relay.Pair(halted.client(), halted.backend(), Duration.ofMinutes(30)),
                over::complete);
    }

    private static byte[] behind(String line, byte[] more) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        octets.writeBytes(more);
        return octets.toByteArray();
    }

    private void connect(LineConnection front, Consumer<LineConnection> ready) {
        connector.connect(
                new Connector.Target(
                        "127.0.0.1",
                        backends.getLocalPort(),
                        "be",
                        new byte[0],
                        Optional.empty(),
                        1000,
                        Duration.ofSeconds(10)),
                front,
                back -> back.start(new OneLine(() -> ready.accept(back))),
                why -> {
                    throw new AssertionError(why);
                });
    }

    private Relay start(
            LineConnection front,
            LineConnection back,
            Wish wish,
            CompletableFuture<Relay.End> over) {
        Relay.Pair pair = new Relay.Pair(front.detach(), back.detach(), wish.idle());
        return guarded.map(recipients -> relays.start(pair, guard(), recipients, over::complete))
                .orElseGet(() -> relays.start(pair, over::complete));
    }

    private static Guard guard() {
        return new Guard(new Announced("px", List.of("PIPELINING", "CHUNKING")), true);
    }

    /// Waits for one line.
    private record OneLine(Runnable told) implements LineReader {
        @Override
        public void frame(Frame frame) {
            told.run();
        }

        @Override
        public void ended() {}

        @Override
        public void closed(String why) {}
    }

    @Override
    public void close() throws IOException {
        relays.close();
        network.close();
        backends.close();
    }
}
