package org.tohost.proxy.route;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.Role;
import org.tohost.common.failure.Failure;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.LineReader;
import org.tohost.common.tls.NodePeer;
import org.tohost.common.wire.Frame;
import org.tohost.proxy.health.Witness;

/// One connection to a back-end, from its beginning to the end of an exchange. What it shows of the
/// back-end's health is told: a fault counts only as long as nothing of a client mattered, which is
/// up to the first thing of his that we send, or, where he is announced in front of all else, up to
/// the connection.
final class Attempt implements LineReader {
    private final BackendConnector.Means means;
    private final Errand errand;
    private final Ends ends;
    private Optional<LineConnection> backend = Optional.empty();
    private Runnable timer = () -> {};
    private boolean over;

    /// What is done there.
    ///
    /// @param witness on whose behalf
    /// @param patience how long all of the exchange may take
    record Errand(Route route, Witness witness, Exchange exchange, Duration patience) {}

    /// Whom to tell the outcome: exactly one of the two, once.
    record Ends(Consumer<BackendConnector.Arrival> arrived, Consumer<Failure> failed) {}

    Attempt(BackendConnector.Means means, Errand errand, Ends ends) {
        this.means = means;
        this.errand = errand;
        this.ends = ends;
    }

    void begin(LineConnection connection) {
        if (over) {
            connection.close(); // for a client that is gone
            return;
        }
        backend = Optional.of(connection);
        timer = connection.after(errand.patience(), () -> fail(unavailable("silent for too long")));
        connection.start(this);
    }

    void unreachable(String why) {
        if (!over) {
            failed(why);
        }
        give(unavailable(why));
    }

    /// The client is gone.
    void cancel() {
        if (!over) {
            means.health().left(errand.route().place());
        }
        give(unavailable("the client is gone"));
    }

    @Override
    public void frame(Frame frame) {
        if (over) {
            return; // what was read together with what made an end of it
        }
        try {
            switch (move(frame)) {
                case Move.Wait _ -> {}
                case Move.Send send -> backend.ifPresent(b -> b.write(send.octets()));
                case Move.StartTls start -> backend.ifPresent(b -> startTls(b, start.octets()));
                case Move.Done done -> arrive(done.reply());
                case Move.Failed failure -> refuse(failure.failure());
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
                yield errand.exchange().on(line.text());
            }
            case Frame.Malformed malformed -> throw new Failure.Syntax(malformed.reason().text());
            case Frame.Literal _ -> throw new IllegalStateException("none was asked for");
        };
    }

    /// Whatever is here already came in clear text, from nobody knows whom.
    private void startTls(LineConnection connection, byte[] octets) {
        Route route = errand.route();
        if (!connection.startTls(means.tls().later(route), route.tlsName())) {
            throw unavailable("more in clear text behind its consent to TLS");
        }
        if (octets.length > 0) {
            connection.write(octets);
        }
    }

    /// The name in the certificate was checked by TLS; that it is a back-end's is checked here, if
    /// it is one of ours.
    private void requireBackend() {
        Route route = errand.route();
        boolean backendRole =
                !route.address().isOurs()
                        || means.tls().first(route).isEmpty()
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
        end();
        means.health().answered(errand.route().place());
        backend.ifPresent(b ->
                ends.arrived()
                        .accept(
                                new BackendConnector.Arrival(
                                        errand.route(), b, reply, errand.exchange().guard())));
    }

    /// It says no. To a user, that is its right, and shows that it serves others.
    private void refuse(Failure failure) {
        if (!over && errand.exchange().presented()) {
            means.health().answered(errand.route().place());
        }
        fail(failure);
    }

    private void fail(Failure failure) {
        if (!over && !mayBeTheClients()) {
            failed(failure.getMessage());
        }
        give(failure);
    }

    private void failed(String why) {
        means.health().failed(errand.route().place(), errand.witness(), why);
    }

    private void give(Failure failure) {
        if (over) {
            return;
        }
        end();
        backend.ifPresent(LineConnection::close);
        ends.failed().accept(failure);
    }

    /// A host that is told of the client in front of all else may have something against him.
    private boolean mayBeTheClients() {
        return errand.exchange().presented()
                || (errand.witness() instanceof Witness.Client
                        && errand.route().address().login().forward()
                                == BackendLogin.Forward.PROXY);
    }

    private void end() {
        over = true;
        timer.run();
    }

    private Failure.Unavailable unavailable(String why) {
        return new Failure.Unavailable(errand.route().node() + ": " + why);
    }
}
