package org.tohost.deploy.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tohost.common.tls.MutualTls;

/// How connections are opened. Any thread.
public final class Dial {
    private final Target target;
    private final Security security;
    private final Duration patience;
    private final Wire.TlsTrust trust;

    /// What is asked of TLS.
    ///
    /// @param starttls whether connections in clear text are secured before the login
    /// @param anyCertificate whether certificates are not checked at all
    /// @param authorities a PEM file with those that are believed, in place of Java's own
    public record Security(boolean starttls, boolean anyCertificate, Optional<Path> authorities) {}

    /// A way to this service; `patience` is for each read, and for connecting.
    ///
    /// @throws IOException if the file with the authorities cannot be used
    public Dial(Target target, Security security, Duration patience) throws IOException {
        this.target = target;
        this.security = security;
        this.patience = patience;
        this.trust = trust(security);
    }

    Target target() {
        return target;
    }

    boolean starttls() {
        return security.starttls() && !target.scheme().isTls();
    }

    /// {@return a connection that has read nothing yet, secured where TLS comes first}
    Wire open() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(
                    new InetSocketAddress(target.host(), target.port()), (int) patience.toMillis());
            Wire wire = new Wire(socket, trust);
            if (target.scheme().isTls()) {
                wire.secure(target.host(), target.port());
            }
            return wire;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Wire.TlsTrust trust(Security security) throws IOException {
        SSLContext context =
                security.anyCertificate()
                        ? believingEverybody()
                        : MutualTls.client(security.authorities(), Optional.empty());
        return new Wire.TlsTrust(context.getSocketFactory(), !security.anyCertificate());
    }

    private static SSLContext believingEverybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /// Believes every server, as the operator has asked for.
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
