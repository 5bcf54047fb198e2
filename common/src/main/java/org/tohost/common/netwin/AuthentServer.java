package org.tohost.common.netwin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.config.Endpoint;
import org.tohost.common.failure.Failure;
import org.tohost.common.run.Startable;
import org.tohost.common.tls.MutualTls;
import org.tohost.common.tls.TlsIdentity;

/// Answers other software by the authent protocol: over TCP between start and stop, a virtual
/// thread for each connection, and over any pair of streams.
public final class AuthentServer implements Startable {
    private static final Logger log = LoggerFactory.getLogger(AuthentServer.class);
    private static final int BACKLOG = 50;
    private static final Duration BREATHER = Duration.ofMillis(100);
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final AuthentServerSettings settings;
    private final AuthentAnswers answers;
    private final Optional<SSLContext> tls;
    private final Semaphore places;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<ServerSocket> listening = Optional.empty();
    private volatile Optional<Thread> accepting = Optional.empty();

    /// A server for these users; `editor` is used only if the settings allow it.
    ///
    /// @throws Failure.Unavailable if a file with a key or certificate is unusable
    public AuthentServer(
            AuthentServerSettings settings,
            UserDatabase users,
            Optional<UserEditor> editor,
            Clock clock) {
        this.settings = settings;
        this.answers =
                new AuthentAnswers(
                        users,
                        new AuthentEdits(settings.edit() ? editor : Optional.empty()),
                        new FailedChecks(settings.failures(), clock));
        this.tls = tls(settings);
        this.places = new Semaphore(settings.connections());
    }

    private static Optional<SSLContext> tls(AuthentServerSettings settings) {
        if (settings.caFile().isEmpty()) {
            return Optional.empty();
        }
        try {
            TlsIdentity identity =
                    TlsIdentity.load(
                            settings.certFile().orElseThrow(),
                            settings.keyFile().orElseThrow().path());
            return Optional.of(MutualTls.server(identity, settings.caFile().get()));
        } catch (IOException e) {
            throw new Failure.Unavailable("authent server: " + e.getMessage(), e);
        }
    }

    /// Answers what comes from these streams until `exit` or their end.
    public void converse(InputStream in, OutputStream out) throws IOException {
        new AuthentSession(answers, "stdio").run(in, out);
    }

    @Override
    public String name() {
        return "authent server";
    }

    @Override
    public void start() throws IOException {
        Endpoint address =
                settings.listen()
                        .orElseThrow(() ->
                                Failure.Unavailable.misconfigured(
                                        "g_authent_server_listen must be set"));
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address.socketAddress(), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw new IOException(address + ": " + e.getMessage(), e);
        }
        listening = Optional.of(socket);
        accepting = Optional.of(Thread.ofVirtual().start(() -> accept(socket)));
        log.info("the authent server listens on {}", address);
    }

    /// {@return the port it listens on}
    public int port() {
        return listening.orElseThrow().getLocalPort();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        if (listening.isPresent() && accepting.isPresent()) {
            listening.get().close();
            accepting.get().join(); // only then is the port free
        }
        open.forEach(AuthentServer::close);
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (admits(socket.getInetAddress()) && places.tryAcquire()) {
                    open.add(socket);
                    Thread.ofVirtual().name("authent client").start(() -> serve(socket));
                } else {
                    log.warn("refused {}", socket.getInetAddress().getHostAddress());
                    close(socket);
                }
            } catch (IOException e) {
                pause(server, e);
            }
        }
    }

    /// Out of file descriptors, most likely: some will be free again.
    private static void pause(ServerSocket server, IOException reason) {
        if (!server.isClosed()) {
            log.warn("cannot accept: {}", reason.getMessage());
            LockSupport.parkNanos(BREATHER.toNanos());
        }
    }

    private boolean admits(InetAddress address) {
        return settings.allow().matchesAddress(address)
                && (tls.isPresent() || address.isLoopbackAddress());
    }

    private void serve(Socket socket) {
        String peer = socket.getInetAddress().getHostAddress();
        try (socket;
                Socket talking = tls.isPresent() ? secured(socket, tls.get()) : socket) {
            talking.setTcpNoDelay(true);
            talking.setKeepAlive(true);
            talking.setSoTimeout(Math.toIntExact(settings.idle().toMillis()));
            new AuthentSession(answers, peer)
                    .run(talking.getInputStream(), talking.getOutputStream());
        } catch (IOException e) {
            log.debug("{}: {}", peer, e.getMessage());
        } finally {
            open.remove(socket);
            places.release();
        }
    }

    private static SSLSocket secured(Socket socket, SSLContext tls) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(socket, InputStream.nullInputStream(), true);
        secured.setSSLParameters(MutualTls.serverParameters());
        secured.setSoTimeout(HANDSHAKE_MILLIS);
        secured.startHandshake();
        return secured;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // then it is closed
        }
    }
}
