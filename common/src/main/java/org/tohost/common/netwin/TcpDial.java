package org.tohost.common.netwin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.tohost.common.config.Endpoint;
import org.tohost.common.failure.Failure;
import org.tohost.common.tls.MutualTls;
import org.tohost.common.tls.TlsIdentity;

/// Connects to the servers: always to the same one, until it fails, then to the next.
final class TcpDial implements Conversations.Dial {
    private final TcpSettings settings;
    private final SSLContext tls;
    private final AtomicInteger preferred = new AtomicInteger();

    /// @throws Failure.Unavailable if a file with a key or certificate is unusable
    TcpDial(TcpSettings settings) {
        this.settings = settings;
        try {
            this.tls = MutualTls.client(settings.caFile(), identity(settings));
        } catch (IOException e) {
            throw new Failure.Unavailable("g_authent_tcp: " + e.getMessage(), e);
        }
    }

    private static Optional<TlsIdentity> identity(TcpSettings settings) throws IOException {
        Optional<Path> certificate = settings.certFile();
        return certificate.isPresent()
                ? Optional.of(
                        TlsIdentity.load(
                                certificate.get(), settings.keyFile().orElseThrow().path()))
                : Optional.empty();
    }

    @Override
    public Peer open(Duration limit) throws IOException {
        List<Endpoint> servers = settings.servers();
        Duration each = limit.dividedBy(servers.size());
        int first = preferred.get();
        IOException last = new IOException("no server");
        for (int i = 0; i < servers.size(); i++) {
            int index = (first + i) % servers.size();
            Endpoint server = servers.get(index);
            try {
                Peer peer = connect(server, each);
                preferred.set(index);
                return peer;
            } catch (IOException e) {
                last = new IOException(server + ": " + e.getMessage(), e);
            }
        }
        throw last;
    }

    @Override
    public void failed(String who) {
        List<Endpoint> servers = settings.servers();
        int index = preferred.get();
        if (servers.get(index).toString().equals(who)) {
            boolean _ = preferred.compareAndSet(index, (index + 1) % servers.size());
        }
    }

    private Peer connect(Endpoint server, Duration limit) throws IOException {
        int millis = (int) Math.clamp(limit.toMillis(), 1L, Integer.MAX_VALUE);
        InetAddress address = InetAddress.getByName(server.host());
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(address, server.port()), millis);
            Socket ready = settings.tls(address) ? secured(socket, server, millis) : socket;
            return new TcpPeer(server.toString(), ready);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket, Endpoint server, int millis) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(socket, server.host(), server.port(), true);
        secured.setSSLParameters(MutualTls.clientParameters());
        secured.setSoTimeout(millis);
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }
}
