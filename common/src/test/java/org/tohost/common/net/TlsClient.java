package org.tohost.common.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A client that believes any server and remembers what certificates it was shown: none where a
/// session was resumed. It takes all servers for the same one, whatever their ports are.
final class TlsClient {
    private static final int ANY_PORT = 4242;

    private final List<X509Certificate> shown = new ArrayList<>();
    private final SSLContext context;

    TlsClient() throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
    }

    /// Says hello to a server that echoes lines.
    ///
    /// @return the certificates that it showed on this connection
    List<X509Certificate> visit(int port, String host, Consumer<SSLParameters> how)
            throws IOException {
        shown.clear();
        Socket plain = new SamePort(port);
        plain.setSoTimeout(20_000);
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, "localhost", ANY_PORT, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            how.accept(parameters);
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(new byte[] {'a', '\r', '\n'});
            // tickets come before what is answered
            String answer =
                    new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
            if (!answer.equals("a\r\n")) {
                throw new IOException("answered " + answer);
            }
        }
        return List.copyOf(shown);
    }

    /// A connection that hides its port: the JDK's TLS keeps sessions by host and port.
    private static final class SamePort extends Socket {
        SamePort(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public int getPort() {
            return ANY_PORT;
        }
    }

    private final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new IllegalStateException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            shown.add(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
