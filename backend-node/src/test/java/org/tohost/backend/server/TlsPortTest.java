package org.tohost.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.Meters;
import org.tohost.common.testing.TestCa;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.tls.TlsIdentity;

/// TLS on accepted connections, by clients that do not do their part.
@Timeout(30)
class TlsPortTest {
    private static final NodeId SELF = new NodeId("be1");

    @TempDir Path folder;
    private final Connections connections = new Connections(2);
    private final CountDownLatch ended = new CountDownLatch(1);
    private TlsIdentity identity;
    private ServerTls tls;
    private final List<ServerPort> ports = new ArrayList<>();

    @BeforeEach
    void createIdentity() throws IOException {
        identity = TestCa.create(folder).publicIdentity();
        tls = ServerTls.of(SELF, Optional.empty(), ServerKeys.of(List.of(identity))).orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        for (ServerPort port : ports) {
            port.close();
        }
        connections.stop(Duration.ZERO);
    }

    @Test
    void aClientThatDoesNotReadIsCutInTheMiddleOfAWrite() throws Exception {
        ServerPort port =
                open(Optional.of(tls), connection -> connection.out().write(new byte[64 << 20]));
        try (Socket plain = connect(port);
                SSLSocket client = secure(plain)) {
            assertEquals(0, client.getInputStream().read(), "the server is writing");
            connections.stop(Duration.ZERO);
            assertTrue(ended.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void handshakesAreBoundedAndEndWithTheNode() throws Exception {
        try (Socket first = new Socket();
                Socket second = new Socket();
                Socket third = new Socket()) {
            assertTrue(connections.arrive(first));
            assertTrue(connections.arrive(second));
            assertFalse(connections.arrive(third), "two is the limit");
            connections.arrived(first);
            assertTrue(connections.arrive(third));
            connections.stop(Duration.ZERO);
            assertFalse(first.isClosed(), "its handshake had ended");
            assertTrue(second.isClosed());
            assertTrue(third.isClosed());
        }
    }

    @Test
    void theTimeOutOfTheSessionIsKeptWhenTlsBegins() throws Exception {
        ServerPort port =
                open(
                        Optional.empty(),
                        connection -> {
                            connection.timeout(Duration.ofMillis(20));
                            connection.out().write(new byte[] {'!'});
                            connection.startTls(tls);
                            connection.readFrame();
                        });
        try (Socket plain = connect(port)) {
            assertEquals('!', plain.getInputStream().read());
            try (SSLSocket client = secure(plain)) {
                client.setSoTimeout(10_000);
                byte[] answer = client.getInputStream().readAllBytes();
                assertEquals("bye IDLE", new String(answer, StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void renewedCertificatesAreForNewClients() throws Exception {
        ServerPort port =
                open(
                        Optional.of(tls),
                        connection -> {
                            while (connection.readFrame().isPresent()) {
                                connection.out().write(new byte[] {'!'});
                                connection.out().flush();
                            }
                        });
        try (Socket plain = connect(port);
                SSLSocket open = secure(plain)) {
            identity = TestCa.create(folder.resolve("renewed")).publicIdentity();
            tls.renew(
                    ServerTls.of(SELF, Optional.empty(), ServerKeys.of(List.of(identity)))
                            .orElseThrow());
            try (Socket later = connect(port);
                    SSLSocket client = secure(later)) { // believes this identity alone
                for (SSLSocket each : List.of(client, open)) {
                    each.getOutputStream().write("?\r\n".getBytes(StandardCharsets.US_ASCII));
                    assertEquals('!', each.getInputStream().read());
                }
            }
        }
    }

    private ServerPort open(Optional<ServerTls> implicit, Talk talk) throws IOException {
        ServerPort port =
                new ServerPort(
                        new ServerPort.Spec(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                implicit,
                                new Talker(talk, ended)),
                        new ServerPort.Shared(
                                new Doorman(SELF, new SecureRandom(), _ -> false),
                                connections,
                                true,
                                new Meters(new SimpleMeterRegistry()),
                                new EventLog(),
                                new SecureRandom()));
        port.open();
        ports.add(port);
        return port;
    }

    private static Socket connect(ServerPort port) throws IOException {
        return new Socket(port.address().getAddress(), port.address().getPort());
    }

    private SSLSocket secure(Socket plain) throws Exception {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        known.setCertificateEntry("server", identity.chain().getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket client =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, "be1", plain.getPort(), true);
        client.startHandshake();
        return client;
    }

    private interface Talk {
        void with(Connection connection) throws IOException;
    }

    private record Talker(Talk talk, CountDownLatch ended) implements SessionHandler {
        @Override
        public Service service() {
            return Service.IMAP;
        }

        @Override
        public int maxLine() {
            return 100;
        }

        @Override
        public String farewell(Farewell reason) {
            return "bye " + reason;
        }

        @Override
        public void serve(Connection connection) throws IOException {
            try {
                talk.with(connection);
            } finally {
                ended.countDown();
            }
        }
    }
}
