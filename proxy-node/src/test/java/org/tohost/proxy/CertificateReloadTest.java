package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.tls.ClusterCa;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Certificates that are renewed in their files while the proxy serves.
final class CertificateReloadTest {
    @TempDir Path folder;
    private final Scripts scripts = new Scripts();
    private TestProxy proxy;
    private ScriptedBackend backend;

    @BeforeEach
    void prepare() throws Exception {
        proxy = new TestProxy(folder, true);
        backend = proxy.backend("be1", scripts.imap(Scripts::echo));
        proxy.users().with("alice@example.test", "be1");
    }

    private void renewPublic() throws IOException {
        Files.delete(folder.resolve("public.crt"));
        Files.delete(folder.resolve("public.key"));
        var _ = proxy.ca().publicIdentity();
    }

    private void renewNode() throws IOException {
        Path fresh = folder.resolve("fresh");
        proxy.ca().ca().issue(new NodeId("px"), Set.of("proxy"), fresh);
        for (String file : new String[] {ClusterCa.NODE_CERTIFICATE, ClusterCa.NODE_KEY}) {
            Files.move(
                    fresh.resolve(file),
                    folder.resolve("node-px").resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Certificate shown(Wire client) throws IOException {
        return ((SSLSocket) client.socket()).getSession().getPeerCertificates()[0];
    }

    private static Certificate greeted(Wire client) throws IOException {
        try (client) {
            client.line();
            return shown(client);
        }
    }

    /// {@return a client that a back-end serves}
    private Wire loggedIn() throws IOException {
        Wire client = proxy.tls(Service.IMAP);
        client.line();
        client.send("a LOGIN alice@example.test s3cret\n");
        assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.line());
        client.line();
        return client;
    }

    @ParameterizedTest
    @EnumSource(
            value = ProxySettings.Engine.class,
            names = {"OPENSSL", "JDK"})
    void newConnectionsSeeThemAndOpenOnesGoOn(ProxySettings.Engine engine) throws Exception {
        try (TestProxy _ = proxy.engine(engine).start();
                Wire open = loggedIn();
                Wire early = proxy.plain(Service.IMAP)) {
            early.line();
            Certificate first = greeted(proxy.tls(Service.IMAP));
            assertEquals(first, shown(open));
            assertEquals(1, backend.fullHandshakes());
            renewPublic();
            renewNode();
            proxy.node().reloadCertificates();
            Certificate second = greeted(proxy.tls(Service.IMAP));
            assertNotEquals(first, second);
            assertEquals("a OK Begin TLS negotiation now", early.ask("a STARTTLS"));
            assertEquals(second, shown(proxy.upgrade(early)));
            assertEquals("echo b NOOP", open.ask("b NOOP"));
            try (Wire later = loggedIn()) {
                assertEquals("echo b NOOP", later.ask("b NOOP"));
            }
            assertEquals(2, backend.fullHandshakes());
        }
    }

    @Test
    void ifOneFileIsBadNothingChanges() throws Exception {
        try (TestProxy _ = proxy.start()) {
            Certificate first = greeted(proxy.tls(Service.IMAP));
            Path key = folder.resolve("public.key");
            String good = Files.readString(key);
            Files.writeString(key, "no key");
            refused("public.key");
            Files.writeString(key, good);
            assertEquals(first, greeted(proxy.tls(Service.IMAP)));
            renewPublic();
            Files.writeString(folder.resolve("node-px").resolve(ClusterCa.CA_CERTIFICATE), "");
            refused(ClusterCa.CA_CERTIFICATE);
            // whoever believes the renewed one alone
            assertThrows(SSLHandshakeException.class, () -> greeted(proxy.tls(Service.IMAP)));
        }
    }

    private void refused(String file) {
        IOException bad = assertThrows(IOException.class, () -> proxy.node().reloadCertificates());
        assertTrue(String.valueOf(bad.getMessage()).contains(file), bad::getMessage);
    }
}
