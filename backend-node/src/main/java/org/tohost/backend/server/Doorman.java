package org.tohost.backend.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.tohost.common.domain.NodeId;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.tls.NodePeer;

/// Tells nodes from everybody else.
///
/// A node shows a certificate that names it as a member of this cluster. Where the cluster runs
/// without TLS its address decides.
public final class Doorman {
    private final NodeId self;
    private final RandomGenerator secureRandom;
    private final Predicate<InetAddress> clearTextNode;

    /// `clearTextNode` says which addresses may be nodes without TLS: none, unless
    /// `g_cluster_nossl`.
    public Doorman(
            NodeId self, RandomGenerator secureRandom, Predicate<InetAddress> clearTextNode) {
        this.self = self;
        this.secureRandom = secureRandom;
        this.clearTextNode = clearTextNode;
    }

    /// Looks at a connection whose handshake, if it has one, is done.
    Peer whoIs(Socket socket) throws IOException {
        if (socket instanceof SSLSocket secured) {
            return certificate(secured)
                    .<Peer>map(node -> new Peer.Node(Optional.of(node), challenge()))
                    .orElseGet(Peer.Direct::new);
        }
        boolean node = clearTextNode.test(socket.getInetAddress());
        return node ? new Peer.Node(Optional.empty(), challenge()) : new Peer.Direct();
    }

    private Challenge challenge() {
        return Challenge.next(secureRandom, self);
    }

    private static Optional<NodePeer> certificate(SSLSocket socket) {
        try {
            Certificate first = socket.getSession().getPeerCertificates()[0];
            return first instanceof X509Certificate x509 ? NodePeer.of(x509) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // it showed none
        }
    }
}
