package org.tohost.proxy.session;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.tohost.common.failure.Failure;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.Passenger;
import org.tohost.proxy.route.Route;

/// Tries back-ends one after the other until one takes the session.
final class Transfers {
    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);

    private final ProxySession session;
    private final BackendConnector connector;
    private final Handover handover;
    private final Passenger passenger;
    private final Consumer<BackendConnector.Arrival> arrived;
    private final Consumer<Failure> failed;

    /// What a session wants to be told.
    record Ends(Consumer<BackendConnector.Arrival> arrived, Consumer<Failure> failed) {}

    Transfers(
            ProxySession session,
            BackendConnector connector,
            Handover handover,
            Passenger passenger,
            Ends ends) {
        this.session = session;
        this.connector = connector;
        this.handover = handover;
        this.passenger = passenger;
        this.arrived = ends.arrived();
        this.failed = ends.failed();
    }

    /// Tries these, at least one; the failure of the last is the failure of all. Who is refused is
    /// not offered to others.
    void attempt(List<Route> routes) {
        session.onGone(
                connector.connect(
                        new BackendConnector.Transfer(
                                session.connection(), routes.getFirst(), handover, passenger),
                        arrived,
                        failure -> failed(failure, routes.subList(1, routes.size()))));
    }

    private void failed(Failure failure, List<Route> others) {
        boolean refused = !(failure instanceof Failure.Unavailable);
        if (refused || others.isEmpty() || session.isOver()) {
            failed.accept(failure);
        } else {
            LOG.atLevel(ProxySession.isNews(failure) ? Level.WARN : Level.DEBUG)
                    .log(
                            "session {}: {}; the next is {}",
                            session.id(),
                            failure.getMessage(),
                            others.getFirst().node());
            attempt(others);
        }
    }
}
