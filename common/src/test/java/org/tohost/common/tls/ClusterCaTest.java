package org.tohost.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.TestCa;

class ClusterCaTest {
    private static final NodeId BE1 = new NodeId("be1");

    @TempDir private Path folder;

    @Test
    void namesNodesAndTheirRoles() throws Exception {
        Path home = TestCa.create(folder).node("be1.example.test", "proxy", "backend");
        X509Certificate certificate = certificate(home);
        assertEquals(
                Optional.of(
                        new NodePeer(new NodeId("be1.example.test"), Set.of("proxy", "backend"))),
                NodePeer.of(certificate));
        assertEquals("CN=be1.example.test", certificate.getSubjectX500Principal().getName());
        certificate.verify(PemFiles.certificates(home.resolve("ca.crt")).getFirst().getPublicKey());
        certificate.checkValidity();
    }

    @Test
    void keepsKeysPrivate() throws IOException {
        Path home = TestCa.create(folder).node("be1", "backend");
        ClusterSecret.create(folder.resolve("cluster.secret"));
        for (Path file :
                List.of(
                        folder.resolve("ca").resolve("ca.key"),
                        home.resolve("node.key"),
                        folder.resolve("cluster.secret"))) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        assertEquals(64, Files.readString(folder.resolve("cluster.secret")).strip().length());
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        Path home = TestCa.create(folder).node("be1", "backend");
        byte[] before = Files.readAllBytes(home.resolve("node.crt"));
        assertThrows(FileAlreadyExistsException.class, () -> TestCa.create(folder));
        ClusterCa ca = ClusterCa.open(folder.resolve("ca"), Clock.systemUTC());
        assertThrows(
                FileAlreadyExistsException.class, () -> ca.issue(BE1, Set.of("backend"), home));
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(home.resolve("node.crt"))));
    }

    @Test
    void refusesNamesThatTlsCannotVerify() throws IOException {
        ClusterCa ca = TestCa.create(folder).ca();
        assertThrows(
                Failure.Syntax.class,
                () -> ca.issue(new NodeId("be_1"), Set.of("backend"), folder.resolve("be1")));
    }

    @Test
    void isOpenedAgainToAddNodes() throws Exception {
        TestCa.create(folder);
        ClusterCa again = ClusterCa.open(folder.resolve("ca"), Clock.systemUTC());
        Path home = folder.resolve("be2");
        again.issue(new NodeId("be2"), Set.of("backend"), home);
        assertEquals(
                "be2",
                ClusterIdentity.load(
                                home.resolve("node.crt"),
                                home.resolve("node.key"),
                                folder.resolve("ca/ca.crt"))
                        .self()
                        .name()
                        .name());
    }

    @Test
    void datesCertificatesByTheClock() throws IOException {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        ClusterCa ca = ClusterCa.create(folder, Clock.fixed(now, ZoneOffset.UTC));
        ca.issue(BE1, Set.of("backend"), folder.resolve("be1"));
        X509Certificate certificate = certificate(folder.resolve("be1"));
        assertTrue(certificate.getNotBefore().toInstant().isBefore(now));
        assertEquals(Instant.parse("2034-12-31T00:00:00Z"), certificate.getNotAfter().toInstant());
    }

    @Test
    void aPublicCertificateNamesHostsAndAddresses() throws Exception {
        X509Certificate certificate = TestCa.create(folder).publicIdentity().chain().getFirst();
        assertEquals(
                Set.of(List.of(2, "localhost"), List.of(7, "127.0.0.1")),
                Set.copyOf(certificate.getSubjectAlternativeNames()));
        assertEquals(Optional.empty(), NodePeer.of(certificate));
    }

    private static X509Certificate certificate(Path home) throws IOException {
        return PemFiles.certificates(home.resolve("node.crt")).getFirst();
    }
}
