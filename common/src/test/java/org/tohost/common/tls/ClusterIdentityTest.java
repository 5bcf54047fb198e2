package org.tohost.common.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.NodeId;
import org.tohost.common.testing.TestCa;

class ClusterIdentityTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"be1", "be1.example.test", "127.0.0.1"})
    void nodesKnowEachOther(String name) throws Exception {
        TestCa ca = TestCa.create(folder);
        ClusterIdentity backend = ca.identity(name, "backend");
        ClusterIdentity proxy = ca.identity("proxy1", "proxy");
        SSLParameters parameters = proxy.clientParameters(new NodeId(name));
        Optional<NodePeer> peer = handshake(backend, proxy.context(), name, parameters);
        assertEquals(Optional.of(new NodePeer(new NodeId("proxy1"), Set.of("proxy"))), peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksBothVersions(String version) throws Exception {
        TestCa ca = TestCa.create(folder);
        ClusterIdentity backend = ca.identity("be1", "backend");
        ClusterIdentity proxy = ca.identity("proxy1", "proxy");
        SSLParameters parameters = proxy.clientParameters(new NodeId("be1"));
        parameters.setProtocols(new String[] {version});
        assertEquals(
                Optional.of(proxy.self()), handshake(backend, proxy.context(), "be1", parameters));
    }

    @Test
    void aClientWithoutCertificateIsNoNode() throws Exception {
        TestCa ca = TestCa.create(folder);
        ClusterIdentity backend = ca.identity("be1", "backend");
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {backend.trustManager()}, null);
        assertEquals(Optional.empty(), handshake(backend, trusting, "be1", new SSLParameters()));
    }

    @Test
    void aServerOfAnotherNameIsRefused() throws Exception {
        TestCa ca = TestCa.create(folder);
        ClusterIdentity backend = ca.identity("be1", "backend");
        ClusterIdentity proxy = ca.identity("proxy1", "proxy");
        SSLParameters parameters = proxy.clientParameters(new NodeId("be2"));
        assertThrows(
                IOException.class, () -> handshake(backend, proxy.context(), "be2", parameters));
    }

    @Test
    void anotherClusterIsRefused() throws Exception {
        ClusterIdentity backend = TestCa.create(folder.resolve("a")).identity("be1", "backend");
        ClusterIdentity proxy = TestCa.create(folder.resolve("b")).identity("proxy1", "proxy");
        SSLParameters parameters = proxy.clientParameters(new NodeId("be1"));
        assertThrows(
                IOException.class, () -> handshake(backend, proxy.context(), "be1", parameters));
    }

    @Test
    void aPublicCertificateIsNoIdentityOfANode() throws Exception {
        TestCa ca = TestCa.create(folder);
        TlsIdentity identity = ca.publicIdentity();
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClusterIdentity(identity, identity.chain()));
        assertThrows(
                IOException.class,
                () ->
                        ClusterIdentity.load(
                                folder.resolve("public.crt"),
                                folder.resolve("public.key"),
                                folder.resolve("ca/ca.crt")));
    }

    @Test
    void sessionsAreResumed() throws Exception {
        TestCa ca = TestCa.create(folder);
        ClusterIdentity backend = ca.identity("be1", "backend");
        ClusterIdentity proxy = ca.identity("proxy1", "proxy");
        SSLParameters parameters = proxy.clientParameters(new NodeId("be1"));
        parameters.setProtocols(new String[] {"TLSv1.2"}); // its session shows by its id
        try (SSLServerSocket server = server(backend)) {
            byte[] first = session(server, proxy.context(), parameters);
            assertArrayEquals(first, session(server, proxy.context(), parameters));
        }
    }

    private static Optional<NodePeer> handshake(
            ClusterIdentity backend, SSLContext client, String name, SSLParameters parameters)
            throws Exception {
        try (SSLServerSocket server = server(backend)) {
            CompletableFuture<Optional<NodePeer>> peer = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> accept(server, peer));
            try (SSLSocket socket = socket(server, client, name)) {
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return peer.get();
            }
        }
    }

    private static byte[] session(
            SSLServerSocket server, SSLContext client, SSLParameters parameters) throws Exception {
        CompletableFuture<Optional<NodePeer>> peer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> accept(server, peer));
        try (SSLSocket socket = socket(server, client, "be1")) {
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            peer.get();
            return socket.getSession().getId();
        }
    }

    private static void accept(SSLServerSocket server, CompletableFuture<Optional<NodePeer>> peer) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            peer.complete(NodePeer.of(socket.getSession()));
        } catch (IOException e) {
            peer.completeExceptionally(e);
        }
    }

    private static SSLServerSocket server(ClusterIdentity identity) throws IOException {
        SSLServerSocket server =
                (SSLServerSocket)
                        identity.context()
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSSLParameters(identity.serverParameters());
        return server;
    }

    private static SSLSocket socket(SSLServerSocket server, SSLContext client, String name)
            throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        plain.setSoTimeout(20_000);
        return (SSLSocket)
                client.getSocketFactory().createSocket(plain, name, server.getLocalPort(), true);
    }
}
