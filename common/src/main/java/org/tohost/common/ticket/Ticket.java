package org.tohost.common.ticket;

import java.util.Optional;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// What the issuing node says of the session it hands over.
///
/// Without a user it grants nothing: such a session may only send to local recipients. `ownerEpoch`
/// is the issuer's knowledge of the owner's generation (0: not known). `hops` counts the nodes
/// passed, at most [#MOST_HOPS].
public record Ticket(
        NodeId issuer,
        NodeId target,
        Service service,
        Optional<UserId> user,
        long ownerEpoch,
        ClientInfo client,
        SessionId session,
        int hops) {
    /// The most nodes that a session passes before it is refused as a loop.
    public static final int MOST_HOPS = 15;

    /// Checks the bounds.
    ///
    /// @throws Failure.Refused if it has passed too many nodes
    public Ticket {
        if (hops < 0 || hops > MOST_HOPS) {
            throw new Failure.Refused(Refusal.LOOP, "ticket: passed " + hops + " nodes");
        }
    }
}
