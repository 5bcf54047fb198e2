package org.tohost.proxy.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tohost.common.config.BackendTls;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.metrics.Meters;
import org.tohost.common.net.Connector;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.ProxyHeader;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.guard.Announced;
import org.tohost.proxy.guard.Guard;
import org.tohost.proxy.health.BackendHealth;
import org.tohost.proxy.health.BackendService;
import org.tohost.proxy.health.Witness;

/// Connects to back-ends: to hand sessions over, and to ask how they are.
public final class BackendConnector {
    /// Longer than the longest command of a client, whose tag comes back in the reply.
    private static final int MAX_LINE = 16 * 1024;

    private final Connector connector;
    private final Means means;

    /// What the hand-over takes.
    ///
    /// @param patience how long is waited
    /// @param announced what SMTP clients are told that they can do
    public record Means(
            HostTls tls,
            TicketOffice office,
            BackendHealth health,
            Patience patience,
            Function<Service, Announced> announced,
            Meters meters,
            Clock clock) {}

    /// How long is waited for a back-end.
    ///
    /// @param connect for TCP
    /// @param handover for all of the hand-over
    /// @param probe for all of a probe
    public record Patience(Duration connect, Duration handover, Duration probe) {}

    /// A session and where it shall go.
    public record Transfer(
            LineConnection client, Route route, Handover handover, Passenger passenger) {}

    /// A session that has arrived: `reply` is for the client. The back-end's connection must be
    /// taken over within the call that gives it.
    ///
    /// @param guard what has to stand between the two from now on, if anything
    public record Arrival(
            Route route, LineConnection backend, byte[] reply, Optional<Guard> guard) {}

    /// A connector with these means.
    public BackendConnector(Connector connector, Means means) {
        this.connector = connector;
        this.means = means;
    }

    /// Tries one back-end; one whose circuit is open is not asked. Exactly one of the two is
    /// called, later, on the client's event loop. {@return what gives the attempt up, when the
    /// client is gone; on the same event loop}
    public Runnable connect(
            Transfer transfer, Consumer<Arrival> arrived, Consumer<Failure> failed) {
        Route route = transfer.route();
        Passenger passenger = transfer.passenger();
        BackendService place = route.place();
        Handshake handshake;
        byte[] preface;
        try {
            handshake = handshake(transfer);
            preface = preface(route, () -> facts(transfer).proxyHeader());
            if (!means.health().admits(place)) { // the last: whoever is let in must connect
                throw shunned(place);
            }
        } catch (Failure e) {
            transfer.client().eventLoop().execute(() -> failed.accept(e));
            return () -> {};
        }
        Instant begun = means.clock().instant();
        NodeId node = route.node();
        Attempt attempt =
                new Attempt(
                        means,
                        new Attempt.Errand(
                                route,
                                new Witness.Client(passenger.client().address()),
                                handshake,
                                means.patience().handover()),
                        new Attempt.Ends(
                                arrival -> {
                                    met(node, true, begun);
                                    arrived.accept(arrival);
                                },
                                failure -> {
                                    met(node, false, begun);
                                    failed.accept(failure);
                                }));
        connector.connect(
                target(route, preface), transfer.client(), attempt::begin, attempt::unreachable);
        return attempt::cancel;
    }

    private Handshake handshake(Transfer transfer) {
        Route route = transfer.route();
        Passenger passenger = transfer.passenger();
        return route.address().isOurs()
                ? Handshake.of(
                        transfer.handover(),
                        greeting -> means.office().ticket(passenger, route.node(), greeting))
                : Handshake.of(
                        transfer.handover(),
                        HostTerms.of(route, passenger, transfer.client().local()),
                        means.announced().apply(route.service()));
    }

    private static ClientFacts facts(Transfer transfer) {
        Passenger passenger = transfer.passenger();
        return new ClientFacts(passenger.client(), transfer.client().local(), passenger.session());
    }

    /// Asks a back-end whether it serves and what it can do, whatever its circuit. Gives what it
    /// announces; nothing if it does not serve.
    void probe(Route route, Consumer<Optional<List<String>>> done) {
        Instant begun = means.clock().instant();
        BackendService place = route.place();
        Probe probe =
                Probe.of(
                        place.service(),
                        means.office().self(),
                        route.address().tls(place.service()) == BackendTls.Mode.STARTTLS);
        Attempt attempt =
                new Attempt(
                        means,
                        new Attempt.Errand(
                                route, new Witness.Probe(), probe, means.patience().probe()),
                        new Attempt.Ends(
                                arrival -> {
                                    arrival.backend().end(arrival.reply());
                                    probed(place, true, begun);
                                    done.accept(Optional.of(probe.capabilities()));
                                },
                                _ -> {
                                    probed(place, false, begun);
                                    done.accept(Optional.empty());
                                }));
        byte[] preface = preface(route, ProxyHeader::own);
        connector.connect(target(route, preface), attempt::begin, attempt::unreachable);
    }

    /// What stands in front of all else, if the host wants something there.
    private static byte[] preface(Route route, Supplier<byte[]> header) {
        return switch (route.address().login().forward()) {
            case PROXY -> header.get();
            case NONE, ID, XCLIENT -> new byte[0];
        };
    }

    private Connector.Target target(Route route, byte[] preface) {
        return new Connector.Target(
                route.endpoint().host(),
                route.endpoint().port(),
                route.tlsName(),
                preface,
                means.tls().first(route),
                MAX_LINE,
                means.patience().connect());
    }

    private static Failure shunned(BackendService place) {
        return new Failure.Unavailable(Outage.SHUNNED, place + " is known not to serve");
    }

    private void met(NodeId node, boolean connected, Instant begun) {
        means.meters().backendConnect(node.name(), connected, since(begun));
    }

    private void probed(BackendService place, boolean served, Instant begun) {
        means.meters().backendProbe(place.node().name(), place.service(), served, since(begun));
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, means.clock().instant());
    }
}
