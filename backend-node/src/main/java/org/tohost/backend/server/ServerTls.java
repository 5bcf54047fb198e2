package org.tohost.backend.server;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Puts TLS on accepted connections. Clients may show a certificate of the cluster; those that do
/// are nodes.
public final class ServerTls {
    private final SSLContext context;

    /// The context holds the node's keys and trusts the cluster's CA for client certificates.
    public ServerTls(SSLContext context) {
        this.context = context;
    }

    /// Does the handshake as a server, in at most the given time.
    SSLSocket wrap(Socket plain, Duration limit) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.setWantClientAuth(true);
        secured.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secured.setSoTimeout((int) limit.toMillis());
        secured.startHandshake();
        return secured;
    }
}
