package org.tohost.backend.server;

import java.util.Optional;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.tls.NodePeer;

/// Who opened a connection.
public sealed interface Peer {
    /// A node of the cluster: proven by its certificate, or with `g_cluster_nossl` by its address
    /// (then there is no certificate). It has been sent the challenge and may present tickets for
    /// it.
    record Node(Optional<NodePeer> certificate, Challenge challenge) implements Peer {}

    /// Anybody else.
    record Direct() implements Peer {}
}
