package org.tohost.backend.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.SessionId;
import org.tohost.common.events.EventLog;
import org.tohost.common.events.SessionEnd;
import org.tohost.common.metrics.Meters;

/// A port of the node: accepts, does TLS if the port asks for it, and gives each connection a
/// virtual thread.
public final class ServerPort {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPort.class);
    private static final Duration FIRST_WORD = Duration.ofSeconds(60);
    private static final int BACKLOG = 4096;

    /// A client that vanished without a word is noticed after this silence, also in IDLE.
    private static final int KEEP_ALIVE_SECONDS = 120;

    /// Where to listen, in clear text or with TLS from the first byte, and what to speak.
    public record Spec(
            InetSocketAddress address, Optional<ServerTls> implicitTls, SessionHandler handler) {}

    /// What all ports of a node share.
    public record Shared(
            Doorman doorman,
            Connections connections,
            boolean directAllowed,
            Meters meters,
            EventLog events,
            RandomGenerator random) {}

    private final Spec spec;
    private final Shared shared;
    private @Nullable ServerSocketChannel listener;

    /// A port that does not listen yet.
    public ServerPort(Spec spec, Shared shared) {
        this.spec = spec;
        this.shared = shared;
    }

    /// Listens from now on.
    ///
    /// @throws IOException if the port is taken or not ours to take
    public void open() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            channel.bind(spec.address(), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + spec.address() + ": " + e.getMessage(), e);
        }
        listener = channel;
        Thread.ofVirtual().name("accept-" + address().getPort()).start(() -> acceptAll(channel));
    }

    /// {@return where it listens; the port is the real one where 0 was asked for}
    public InetSocketAddress address() {
        try {
            return listener == null
                    ? spec.address()
                    : (InetSocketAddress) listener.getLocalAddress();
        } catch (IOException e) {
            return spec.address();
        }
    }

    /// Accepts nothing more. Sessions go on.
    public void close() throws IOException {
        if (listener != null) {
            listener.close();
        }
    }

    private void acceptAll(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try {
                SocketChannel accepted = channel.accept();
                Thread.ofVirtual().start(() -> serve(accepted));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // out of descriptors, for one: the next accept would fail as well
                LOG.warn("cannot accept on {}: {}", spec.address(), e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel channel) {
        try (Socket accepted = channel.socket()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
            Socket socket = spec.implicitTls().isPresent() ? shakeHands(accepted) : accepted;
            Connection connection =
                    new Connection(accepted, socket, admission(socket, accepted), spec.handler());
            connection.timeout(FIRST_WORD);
            admit(connection, accepted.getInetAddress());
        } catch (IOException e) {
            LOG.debug("lost before the greeting: {}", e.toString());
        }
    }

    private Socket shakeHands(Socket accepted) throws IOException {
        if (!shared.connections().arrive(accepted)) {
            throw new IOException("too many handshakes");
        }
        try {
            return spec.implicitTls().orElseThrow().wrap(accepted, FIRST_WORD);
        } finally {
            shared.connections().arrived(accepted);
        }
    }

    private Connection.Admission admission(Socket socket, Socket accepted) throws IOException {
        return new Connection.Admission(
                shared.doorman().whoIs(socket),
                SessionId.next(shared.random()),
                new ClientInfo(
                        accepted.getInetAddress().getHostAddress(),
                        accepted.getPort(),
                        socket != accepted,
                        ""));
    }

    private void admit(Connection connection, InetAddress client) throws IOException {
        if (connection.peer() instanceof Peer.Direct
                && !shared.directAllowed()
                && !spec.handler().welcomes(client)) {
            say(connection, Farewell.NODES_ONLY);
        } else if (!shared.connections().add(connection)) {
            say(connection, Farewell.TOO_MANY);
        } else {
            long start = System.nanoTime();
            shared.meters().sessionOpened(spec.handler().service());
            try {
                converse(connection);
            } finally {
                shared.connections().remove(connection);
                ended(connection, Duration.ofNanos(System.nanoTime() - start));
            }
        }
        connection.close(); // TLS says good-bye properly
    }

    private void converse(Connection connection) {
        try {
            spec.handler().serve(connection);
            connection.out().flush();
        } catch (SocketTimeoutException e) {
            connection.ending(Farewell.IDLE.ending());
            lastWords(connection, Farewell.IDLE);
        } catch (IOException e) {
            if (!connection.dismissed()) {
                connection.ending("connection lost");
            }
            LOG.debug("session {} lost its client: {}", connection.session(), e.toString());
        } catch (RuntimeException | Error e) {
            connection.ending(Farewell.DEFECT.ending());
            LOG.error("session {} met a defect", connection.session(), e);
            lastWords(connection, Farewell.DEFECT);
        }
    }

    private void lastWords(Connection connection, Farewell reason) {
        try {
            say(connection, reason);
        } catch (IOException e) {
            LOG.debug("nobody there for the last words", e);
        }
    }

    private void say(Connection connection, Farewell reason) throws IOException {
        connection.out().write(spec.handler().farewell(reason).getBytes(StandardCharsets.UTF_8));
        connection.out().flush();
    }

    private void ended(Connection connection, Duration duration) {
        long in = connection.bytesIn();
        long out = connection.bytesOut();
        shared.meters().sessionEnded(spec.handler().service(), duration, in, out);
        shared.events()
                .sessionEnd(
                        new SessionEnd(
                                connection.session(),
                                connection.service(spec.handler().service()),
                                connection.client(),
                                connection.user(),
                                "local",
                                in,
                                out,
                                duration,
                                connection.ending()));
    }
}
