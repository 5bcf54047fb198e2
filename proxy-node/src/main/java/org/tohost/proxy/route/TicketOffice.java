package org.tohost.proxy.route;

import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;

/// Signs the tickets of this node. Any thread.
public final class TicketOffice {
    private final NodeId self;
    private final TicketCodec codec;

    /// The office of the node `self`.
    public TicketOffice(NodeId self, TicketCodec codec) {
        this.self = self;
        this.codec = codec;
    }

    /// {@return the name of this node}
    NodeId self() {
        return self;
    }

    /// {@return the login command's argument: mechanism and ticket, good for the connection with
    /// this greeting}
    ///
    /// @throws Failure.Unavailable if the greeting has no challenge of `target`
    String ticket(Passenger passenger, NodeId target, String greeting) {
        Challenge challenge =
                Challenge.find(greeting)
                        .orElseThrow(() ->
                                new Failure.Unavailable(target + " does not take us for a node"));
        if (!challenge.node().equals(target)) {
            throw new Failure.Unavailable(
                    target + " calls itself " + challenge.node() + " at this address");
        }
        Ticket ticket =
                new Ticket(
                        self,
                        target,
                        passenger.service(),
                        passenger.user(),
                        0,
                        passenger.client(),
                        passenger.session(),
                        1);
        return TicketCodec.MECHANISM + " " + Base64Lines.encode(codec.sign(ticket, challenge));
    }
}
