package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.NodeId;

class ClusterSettingsTest {
    private final Problems problems = new Problems();

    private SettingsFile parse(Path folder, String text) {
        return SettingsFile.parse(folder.resolve("tohost.ini"), text, Map.of(), problems);
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void readsSecretsKeysAndTheDefault(@TempDir Path folder) throws IOException {
        secret(folder.resolve("new.secret"), "n".repeat(32));
        secret(folder.resolve("old.secret"), "o".repeat(32));
        secret(folder.resolve("node.key"), "key");
        ClusterSettings cluster =
                SettingsBinder.bind(
                                ClusterSettings.class,
                                parse(
                                        folder,
                                        """
                                        g_cluster_ca_file "ca.pem"
                                        g_cluster_cert_file "node.pem"
                                        g_cluster_key_file "node.key"
                                        g_cluster_secret_file "new.secret"
                                        g_cluster_secret_file "old.secret"
                                        g_proxy_default "be1"
                                        """),
                                problems)
                        .orElseThrow();
        assertEquals(
                List.of("n".repeat(32), "o".repeat(32)),
                cluster.secretFiles().stream().map(file -> file.secret().text()).toList());
        assertEquals(Optional.of(folder.resolve("ca.pem")), cluster.caFile());
        assertEquals(
                Optional.of(folder.resolve("node.key")), cluster.keyFile().map(SecretFile::path));
        assertEquals(Optional.of(new NodeId("be1")), cluster.defaultBackend());
        assertFalse(cluster.noSsl());
        assertTrue(problems.isEmpty(), problems::toString);
    }

    @Test
    void saysWhatIsMissing(@TempDir Path folder) throws IOException {
        secret(folder.resolve("s"), "s".repeat(32));
        String secret = "g_cluster_secret_file \"s\"\n";
        for (String text :
                List.of(
                        "g_cluster_nossl \"true\"",
                        secret,
                        secret + "g_cluster_ca_file \"a\"",
                        secret + "g_cluster_ca_file \"a\"\ng_cluster_cert_file \"b\"")) {
            assertEquals(
                    Optional.empty(),
                    SettingsBinder.bind(ClusterSettings.class, parse(folder, text), problems));
        }
        assertEquals(
                List.of(
                        "g_cluster_secret_file: must be set",
                        "g_cluster_ca_file: must be set, or g_cluster_nossl \"true\"",
                        "g_cluster_cert_file: must be set with g_cluster_ca_file",
                        "g_cluster_key_file: must be set with g_cluster_ca_file"),
                problems.all().stream()
                        .map(problem -> problem.name() + ": " + problem.text())
                        .toList());
    }

    @Test
    void theNodeHasAHomeAndAName(@TempDir Path folder) {
        NodeSettings node =
                SettingsBinder.bind(
                                NodeSettings.class,
                                parse(folder, "g_roles \"proxy\"\ng_node_name \"p1\"\n"),
                                problems)
                        .orElseThrow();
        assertEquals(new NodeId("p1"), node.name());
        assertEquals(Path.of("/var/lib/tohost"), node.home());
        assertEquals(Endpoint.parse("127.0.0.1:9025"), node.adminListen());
    }

    @Test
    void domainsHaveOneSectionEach(@TempDir Path folder) {
        LocalDomains domains =
                LocalDomains.bind(
                        parse(
                                folder,
                                """
                                vdomain name="Example.NET"
                                vdomain address="" name="example.net"
                                vdomain address="10.0.0.1" name="example.org"
                                vdomain name="no domain"
                                vdomain name=""
                                """),
                        problems);
        assertTrue(domains.contains("EXAMPLE.net"));
        assertFalse(domains.contains("example.org"));
        assertFalse(domains.isEmpty());
        assertEquals(
                List.of(
                        "address must be empty: domains are served on all addresses",
                        "the domain holds a character that no domain may hold",
                        "name must be a domain",
                        "example.net has two sections"),
                problems.all().stream().map(Problems.Problem::text).toList());
    }

    @Test
    void backEndsToChooseFrom(@TempDir Path folder) {
        Backends backends =
                SettingsBinder.bind(
                                Backends.class,
                                parse(
                                        folder,
                                        """
                                        g_proxy_backend host="be1, be2" address="10.0.0.1"
                                        g_proxy_backend host="be*"
                                        g_proxy_backend host="be1"
                                        """),
                                problems)
                        .orElseThrow();
        assertEquals(List.of(new NodeId("be1"), new NodeId("be2")), backends.named());
        assertEquals(
                Optional.empty(),
                SettingsBinder.bind(
                        Backends.class,
                        parse(folder, "g_proxy_backend host=\"be1\" imap=\"65536\" "),
                        problems));
        assertEquals(
                "a port is a number from 1 to 65535, or 0 for the usual one",
                problems.all().getFirst().text());
    }
}
