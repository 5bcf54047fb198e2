package org.tohost.backend.server;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.domain.Service;
import org.tohost.common.events.EventLog;
import org.tohost.common.events.LoginEvent;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.metrics.Meters;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.tls.NodePeer;

/// Opens the tickets that nodes present, and lets the session begin under the name they give.
///
/// A ticket counts only on the connection whose challenge it was made for, from the node that
/// signed it, for a service that this port offers, and from a role that may ask for that service.
public final class TicketDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TicketDesk.class);

    private final TicketCodec codec;
    private final Meters meters;
    private final EventLog events;

    /// A desk that knows the cluster's secrets.
    public TicketDesk(TicketCodec codec, Meters meters, EventLog events) {
        this.codec = codec;
        this.meters = meters;
        this.events = events;
    }

    /// Opens a ticket; the connection carries its session and client from now on.
    ///
    /// @throws Failure.Refused if the ticket is not good here
    public Ticket accept(byte[] signed, Connection connection, Set<Service> services) {
        try {
            Ticket ticket = open(signed, connection, services);
            connection.handOver(ticket);
            report(connection, ticket.service(), LoginEvent.OK);
            return ticket;
        } catch (Failure.Refused e) {
            LOG.warn(
                    "session {} from {}: {}",
                    connection.session(),
                    connection.client().address(),
                    e.getMessage());
            report(connection, services.iterator().next(), LoginEvent.reasonOf(e));
            throw e;
        }
    }

    private Ticket open(byte[] signed, Connection connection, Set<Service> services) {
        if (!(connection.peer() instanceof Peer.Node node)) {
            throw refused("not a node");
        }
        Ticket ticket = codec.open(signed, node.challenge());
        if (!services.contains(ticket.service())) {
            throw refused("for " + ticket.service());
        }
        node.certificate().ifPresent(peer -> requireIssuer(ticket, peer));
        return ticket;
    }

    private static void requireIssuer(Ticket ticket, NodePeer peer) {
        if (!peer.name().equals(ticket.issuer())) {
            throw refused("issued by " + ticket.issuer() + ", shown by " + peer.name());
        }
        String role = ticket.service() == Service.LMTP ? "backend" : "proxy";
        if (!peer.roles().contains(role)) {
            throw refused(peer.name() + " has no role " + role);
        }
    }

    private void report(Connection connection, Service service, String reason) {
        boolean accepted = reason.equals(LoginEvent.OK);
        meters.login(service, accepted, reason);
        events.login(
                new LoginEvent(
                        connection.session(),
                        service,
                        connection.client(),
                        connection.user(),
                        TicketCodec.MECHANISM,
                        accepted,
                        reason));
    }

    private static Failure.Refused refused(String what) {
        return new Failure.Refused(Refusal.AUTHENTICATION, "ticket: " + what);
    }
}
