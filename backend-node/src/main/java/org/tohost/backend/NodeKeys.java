package org.tohost.backend;

import java.io.IOException;
import java.util.Optional;
import org.tohost.backend.server.ServerTls;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.domain.NodeId;
import org.tohost.common.tls.ClusterIdentity;
import org.tohost.common.tls.ServerKeys;

/// The node's two identities: the one among nodes, and the one that clients see. Either may be
/// missing.
record NodeKeys(Optional<ClusterIdentity> cluster, Optional<ServerKeys> clients) {
    /// Reads the files that the settings name.
    ///
    /// @throws IOException naming the file that cannot be used
    static NodeKeys load(ClusterSettings cluster, TlsSettings tls) throws IOException {
        Optional<ClusterIdentity> among = Optional.empty();
        if (!cluster.noSsl()) {
            among =
                    Optional.of(
                            ClusterIdentity.load(
                                    cluster.certFile().orElseThrow(),
                                    cluster.keyFile().orElseThrow().path(),
                                    cluster.caFile().orElseThrow()));
        }
        return new NodeKeys(among, ServerKeys.load(tls.certificates(), tls.keys()));
    }

    /// {@return TLS for nodes and clients; it holds the sessions, so a node has one}
    Optional<ServerTls> serverTls(NodeId self) {
        return ServerTls.of(self, cluster, clients);
    }
}
