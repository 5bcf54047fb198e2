package org.tohost.backend.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.tohost.common.config.Endpoint;
import org.tohost.common.domain.NodeId;
import org.tohost.common.tls.ClusterIdentity;

/// Opens connections to other nodes: TLS with the cluster's certificates on both sides, or clear
/// text in a cluster without TLS. Any thread.
public final class NodeDialer {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private volatile Optional<ClusterIdentity> identity;

    /// A dialer with this identity; without one it speaks clear text (`g_cluster_nossl`).
    public NodeDialer(Optional<ClusterIdentity> identity) {
        this.identity = identity;
    }

    /// From now on it calls as this.
    public void renew(Optional<ClusterIdentity> fresh) {
        identity = fresh;
    }

    /// {@return a connection to this node and no other}
    ///
    /// @throws IOException if there is none to be had
    Socket dial(NodeId node, Endpoint endpoint) throws IOException {
        Optional<ClusterIdentity> self = identity;
        Socket plain = connect(endpoint);
        try {
            return self.isEmpty() ? plain : secure(plain, node, self.get());
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /// {@return a connection to this place, whoever is there}
    ///
    /// @throws IOException if there is none to be had
    static Socket connect(Endpoint endpoint) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(address(endpoint), (int) CONNECT.toMillis());
            return plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static InetSocketAddress address(Endpoint endpoint) throws IOException {
        InetSocketAddress address = endpoint.socketAddress();
        if (address.isUnresolved()) {
            throw new IOException("no address for " + endpoint.host());
        }
        return address;
    }

    private static Socket secure(Socket plain, NodeId node, ClusterIdentity identity)
            throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        identity.context()
                                .getSocketFactory()
                                .createSocket(plain, node.name(), plain.getPort(), true);
        secured.setSSLParameters(identity.clientParameters(node));
        secured.setSoTimeout((int) HANDSHAKE.toMillis());
        secured.startHandshake();
        return secured;
    }
}
