package org.tohost.common.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// The server of a transcript: where it listens, whether TLS comes first, and by which context TLS
/// is made. Whatever takes longer than the limit fails.
public record TranscriptPeer(
        String host, int port, boolean implicitTls, SSLContext tls, Duration limit) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// {@return a server on loopback that is spoken to in clear text first}
    public static TranscriptPeer plain(int port) {
        return new TranscriptPeer("127.0.0.1", port, false, trustAnybody(), LIMIT);
    }

    /// {@return a server on loopback that is spoken to by TLS}
    public static TranscriptPeer tls(int port) {
        return new TranscriptPeer("127.0.0.1", port, true, trustAnybody(), LIMIT);
    }

    /// {@return the same server with another context, such as that of a node}
    public TranscriptPeer with(SSLContext context) {
        return new TranscriptPeer(host, port, implicitTls, context, limit);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) limit.toMillis());
        socket.connect(new InetSocketAddress(host, port), (int) limit.toMillis());
        return implicitTls ? secured(socket) : socket;
    }

    Socket secured(Socket socket) throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true);
        secured.startHandshake();
        return secured;
    }

    private static SSLContext trustAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// For tests that are not about certificates.
    private static final class TrustAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
