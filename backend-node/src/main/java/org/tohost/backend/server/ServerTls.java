package org.tohost.backend.server;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.tohost.common.domain.NodeId;
import org.tohost.common.tls.ClusterIdentity;
import org.tohost.common.tls.ServerKeys;

/// Puts TLS on accepted connections. Clients may show a certificate of the cluster; those that do
/// are nodes. Any thread.
public final class ServerTls {
    /// Who resumes a session shows no certificate again: what was in it, and that it was valid,
    /// holds for so long, however often the session is resumed.
    private static final int RESUMABLE_SECONDS = 3600;

    private volatile SSLContext context;
    private final boolean asksForNodes;

    private ServerTls(SSLContext context, boolean asksForNodes) {
        context.getServerSessionContext().setSessionTimeout(RESUMABLE_SECONDS);
        this.context = context;
        this.asksForNodes = asksForNodes;
    }

    /// TLS that shows nodes the cluster's certificate and clients theirs. Where one is missing
    /// everybody sees the other; nobody counts as a node without a cluster identity.
    ///
    /// @return nothing if both are missing
    public static Optional<ServerTls> of(
            NodeId self, Optional<ClusterIdentity> cluster, Optional<ServerKeys> clients) {
        if (cluster.isEmpty()) {
            return clients.map(keys -> new ServerTls(keys.context(), false));
        }
        X509ExtendedKeyManager node = cluster.get().keyManager();
        X509ExtendedKeyManager shown =
                clients.<X509ExtendedKeyManager>map(keys -> keys).orElse(node);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new SniKeys(self, node, shown)},
                    new TrustManager[] {cluster.get().trustManager()},
                    null);
            return Optional.of(new ServerTls(context, true));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /// From now on handshakes begin with the certificates and the authority of this other one.
    /// Sessions of TLS that began before are not resumed.
    public void renew(ServerTls other) {
        context = other.context;
    }

    /// Does the handshake as a server, in at most the given time.
    SSLSocket wrap(Socket plain, Duration limit) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.setWantClientAuth(asksForNodes);
        secured.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secured.setSoTimeout((int) limit.toMillis());
        secured.startHandshake();
        return secured;
    }
}
