package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.tls.ClusterCa;

/// LDAPS and StartTLS: only with a certificate of the CA, and only of the host that was named.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdTlsIT {
    private Path folder;
    private SlapdFixture slapd;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        for (String name : new String[] {"ca", "other", "host", "slapd"}) {
            Files.createDirectory(folder.resolve(name));
        }
        Path host = folder.resolve("host");
        ClusterCa.create(folder.resolve("ca"), Clock.systemUTC())
                .issue(new NodeId("localhost"), Set.of("directory"), host);
        var _ = ClusterCa.create(folder.resolve("other"), Clock.systemUTC());
        slapd =
                SlapdFixture.start(
                        folder.resolve("slapd"),
                        Programs.source("authent-ldap/src/test/resources/contract.ldif"),
                        Optional.of(
                                new SlapdFixture.Tls(
                                        host.resolve(ClusterCa.NODE_CERTIFICATE),
                                        host.resolve(ClusterCa.NODE_KEY))));
    }

    @AfterAll
    void stop() {
        slapd.close();
    }

    @Test
    void serves() {
        assertInstanceOf(LookupResult.Found.class, byStartTls("localhost", "ca"));
        assertInstanceOf(LookupResult.Found.class, byLdaps("localhost", "ca"));
    }

    @Test
    void refusesTheCertificateOfAnotherAuthority() {
        assertInstanceOf(LookupResult.Unavailable.class, byStartTls("localhost", "other"));
        assertInstanceOf(LookupResult.Unavailable.class, byLdaps("localhost", "other"));
    }

    @Test
    void refusesTheCertificateOfAnotherHost() {
        assertInstanceOf(LookupResult.Unavailable.class, byStartTls("127.0.0.1", "ca"));
        assertInstanceOf(LookupResult.Unavailable.class, byLdaps("127.0.0.1", "ca"));
    }

    private LookupResult byStartTls(String host, String authority) {
        return lookup(slapd.url().replace("127.0.0.1", host), true, authority);
    }

    private LookupResult byLdaps(String host, String authority) {
        return lookup(slapd.tlsUrl().replace("127.0.0.1", host), false, authority);
    }

    private LookupResult lookup(String url, boolean startTls, String authority) {
        Path ca = folder.resolve(authority).resolve(ClusterCa.CA_CERTIFICATE);
        Settings settings =
                Settings.of(url)
                        .with("g_ldap_starttls", Boolean.toString(startTls))
                        .with("g_ldap_ca_file", ca.toString());
        try (var database = settings.users()) {
            return database.lookup(MailAddress.parse("alice@example.test"));
        }
    }
}
