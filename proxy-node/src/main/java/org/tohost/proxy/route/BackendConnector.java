package org.tohost.proxy.route;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.tohost.common.config.Role;
import org.tohost.common.failure.Failure;
import org.tohost.common.metrics.Meters;
import org.tohost.common.net.Connector;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.LineReader;
import org.tohost.common.net.Tls;
import org.tohost.common.tls.NodePeer;
import org.tohost.common.wire.Frame;
import org.tohost.proxy.dialogue.Handover;

/// Connects to back-ends and hands sessions over.
public final class BackendConnector {
    /// Longer than the longest command of a client, whose tag comes back in the reply.
    private static final int MAX_LINE = 16 * 1024;

    private final Connector connector;
    private final Means means;

    /// What the hand-over takes.
    ///
    /// @param tls the cluster's; nothing where nodes talk in clear text
    /// @param connectTime for TCP
    /// @param handshakeTime for all of the hand-over
    public record Means(
            Optional<Tls> tls,
            TicketOffice office,
            BackendHealth health,
            Duration connectTime,
            Duration handshakeTime,
            Meters meters,
            Clock clock) {}

    /// A session and where it shall go.
    public record Transfer(
            LineConnection client, Route route, Handover handover, Passenger passenger) {}

    /// A session that has arrived: `reply` is for the client. The back-end's connection must be
    /// taken over within the call that gives it.
    public record Arrival(Route route, LineConnection backend, byte[] reply) {}

    /// A connector with these means.
    public BackendConnector(Connector connector, Means means) {
        this.connector = connector;
        this.means = means;
    }

    /// Tries one back-end. Exactly one of the two is called, on the client's event loop.
    public void connect(Transfer transfer, Consumer<Arrival> arrived, Consumer<Failure> failed) {
        Connector.Target target =
                new Connector.Target(
                        transfer.route().endpoint().host(),
                        transfer.route().endpoint().port(),
                        transfer.route().node().name(),
                        new byte[0],
                        means.tls(),
                        MAX_LINE,
                        means.connectTime());
        Attempt attempt = new Attempt(transfer, arrived, failed);
        connector.connect(
                target,
                transfer.client(),
                attempt::begin,
                why -> attempt.fail(new Failure.Unavailable(transfer.route().node() + ": " + why)));
    }

    /// One attempt, from the connection on.
    private final class Attempt implements LineReader {
        private final Transfer transfer;
        private final Consumer<Arrival> arrived;
        private final Consumer<Failure> failed;
        private final Handshake handshake;
        private final Instant begun = means.clock().instant();
        private Optional<LineConnection> backend = Optional.empty();
        private Runnable timer = () -> {};
        private boolean answered;
        private boolean over;

        Attempt(Transfer transfer, Consumer<Arrival> arrived, Consumer<Failure> failed) {
            this.transfer = transfer;
            this.arrived = arrived;
            this.failed = failed;
            this.handshake =
                    Handshake.of(
                            transfer.handover(),
                            greeting ->
                                    means.office()
                                            .ticket(
                                                    transfer.passenger(),
                                                    transfer.route().node(),
                                                    greeting));
        }

        void begin(LineConnection connection) {
            backend = Optional.of(connection);
            timer =
                    connection.after(
                            means.handshakeTime(), () -> fail(unavailable("silent for too long")));
            connection.start(this);
        }

        @Override
        public void frame(Frame frame) {
            try {
                switch (move(frame)) {
                    case Move.Wait _ -> {}
                    case Move.Send send -> backend.ifPresent(b -> b.write(send.octets()));
                    case Move.Done done -> arrive(done.reply());
                    case Move.Failed failure -> fail(failure.failure());
                }
            } catch (Failure.Syntax e) {
                fail(unavailable(e.getMessage()));
            } catch (Failure e) {
                fail(e);
            }
        }

        @Override
        public void ended() {
            fail(unavailable("closed by the back-end"));
        }

        @Override
        public void closed(String why) {
            fail(unavailable(why));
        }

        private Move move(Frame frame) {
            return switch (frame) {
                case Frame.Line line -> {
                    requireBackend();
                    Move move = handshake.on(line.text());
                    answered |= move instanceof Move.Send;
                    yield move;
                }
                case Frame.Malformed malformed ->
                        new Move.Failed(unavailable(malformed.reason().text()));
                case Frame.Literal _ -> throw new IllegalStateException("none was asked for");
            };
        }

        /// The name in the certificate was checked by TLS; that it is a back-end's is checked here.
        private void requireBackend() {
            boolean backendRole =
                    means.tls().isEmpty()
                            || backend.stream()
                                    .flatMap(b -> b.peerCertificates().stream().limit(1))
                                    .map(X509Certificate.class::cast)
                                    .flatMap(c -> NodePeer.of(c).stream())
                                    .anyMatch(peer -> peer.hasRole(Role.BACKEND.label()));
            if (!backendRole) {
                throw unavailable("its certificate is not a back-end's");
            }
        }

        private void arrive(byte[] reply) {
            end(true);
            means.health().answered(transfer.route().node());
            backend.ifPresent(b -> arrived.accept(new Arrival(transfer.route(), b, reply)));
        }

        void fail(Failure failure) {
            if (over) {
                return;
            }
            end(false);
            if (!answered) {
                means.health().silent(transfer.route().node());
            }
            backend.ifPresent(LineConnection::close);
            failed.accept(failure);
        }

        private void end(boolean connected) {
            over = true;
            timer.run();
            means.meters()
                    .backendConnect(
                            transfer.route().node().name(),
                            connected,
                            Duration.between(begun, means.clock().instant()));
        }

        private Failure.Unavailable unavailable(String why) {
            return new Failure.Unavailable(transfer.route().node() + ": " + why);
        }
    }
}
