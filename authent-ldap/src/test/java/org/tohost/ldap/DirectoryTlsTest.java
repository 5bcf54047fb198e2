package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.domain.NodeId;
import org.tohost.common.tls.ClusterCa;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.tls.TlsIdentity;
import org.tohost.common.users.Users;
import org.tohost.ldap.faulty.FaultyDirectory;

/// Nothing, and no password at all, goes to a server that does not prove who it is.
class DirectoryTlsTest {
    @TempDir private Path folder;

    @Test
    void theRightCertificateServes() throws IOException {
        Path ca = authority("ca", Clock.systemUTC());
        try (var directory = serving("ca", "localhost");
                Users users = users(directory, ca)) {
            assertInstanceOf(AuthResult.Accepted.class, check(users));
        }
    }

    @Test
    void anExpiredCertificateIsAnOutage() throws IOException {
        Instant then = Instant.now().minus(Duration.ofDays(6 * 365));
        Path ca = authority("ca", Clock.fixed(then, ZoneOffset.UTC));
        assertRefused("ca", "localhost", ca);
    }

    @Test
    void anotherHostsCertificateIsAnOutage() throws IOException {
        Path ca = authority("ca", Clock.systemUTC());
        assertRefused("ca", "elsewhere.test", ca);
    }

    @Test
    void anUnknownAuthorityIsAnOutage() throws IOException {
        var _ = authority("ca", Clock.systemUTC());
        Path other = authority("other", Clock.systemUTC());
        assertRefused("ca", "localhost", other);
    }

    private void assertRefused(String authority, String host, Path trusted) throws IOException {
        try (var directory = serving(authority, host);
                Users users = users(directory, trusted)) {
            assertInstanceOf(AuthResult.Unavailable.class, check(users));
            assertEquals(List.of(), directory.asked());
        }
    }

    private static AuthResult check(Users users) {
        return users.check(Settings.login("carol@example.test", "carol's"));
    }

    private static Users users(FaultyDirectory directory, Path authority) {
        return Settings.of("ldaps://localhost:" + directory.port())
                .with("g_ldap_ca_file", authority.toString())
                .users();
    }

    private Path authority(String name, Clock clock) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        ClusterCa.create(home, clock)
                .issue(new NodeId("localhost"), Set.of("directory"), home.resolve("localhost"));
        return home.resolve(ClusterCa.CA_CERTIFICATE);
    }

    private FaultyDirectory serving(String authority, String host) throws IOException {
        Path home = folder.resolve(authority).resolve(host);
        if (!Files.exists(home)) {
            ClusterCa.open(folder.resolve(authority), Clock.systemUTC())
                    .issue(new NodeId(host), Set.of("directory"), home);
        }
        TlsIdentity identity =
                TlsIdentity.load(
                        home.resolve(ClusterCa.NODE_CERTIFICATE), home.resolve(ClusterCa.NODE_KEY));
        return FaultyDirectory.start(
                InMemoryContractTest.ldif(),
                Optional.of(ServerKeys.of(List.of(identity)).orElseThrow().context()));
    }
}
