package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.UserKey;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.testing.TestCa;

/// Server and module by TLS, each with a certificate.
class TcpTlsTest {
    private static final UserKey BOB = Peers.key("bob@example.test");

    @TempDir private Path folder;
    private TestCa ca;
    private AuthentServer server;

    @BeforeEach
    void start() throws Exception {
        ca = TestCa.create(folder);
        FixedUsers users = new FixedUsers().with("bob", "b0b", Account.Status.OK, "be1");
        server = Peers.server(users, identity("g_authent_server_", ca, "localhost"));
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void theyTalkIfEachKnowsTheOther() throws Exception {
        try (AuthentModule module = module(identity("g_authent_tcp_", ca, "proxy1"))) {
            assertEquals("be1", Peers.tohost(module.find(BOB)));
        }
    }

    @Test
    void aClientWithoutCertificateIsNotHeard() {
        String caFile = folder.resolve("ca/ca.crt").toString();
        try (AuthentModule module = module("g_authent_tcp_ca_file \"" + caFile + "\"\n")) {
            assertInstanceOf(Finding.Unavailable.class, module.find(BOB));
        }
    }

    @Test
    void aClientOfAnotherAuthorityIsNotHeardNorBelievesTheServer() throws Exception {
        TestCa other = TestCa.create(Files.createDirectory(folder.resolve("other")));
        try (AuthentModule module = module(identity("g_authent_tcp_", other, "proxy1"))) {
            assertInstanceOf(Finding.Unavailable.class, module.find(BOB));
        }
    }

    @Test
    void theCertificateMustNameTheServer() throws Exception {
        String settings =
                identity("g_authent_tcp_", ca, "proxy1")
                        + "g_authent_tcp \"127.0.0.1:"
                        + server.port()
                        + "\"\n";
        try (AuthentModule module = Peers.tcp(settings)) {
            assertInstanceOf(Finding.Unavailable.class, module.find(BOB));
        }
    }

    @Test
    void clearTextGoesToThisMachineOnlyUnlessToldOtherwise() throws Exception {
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        InetAddress there = InetAddress.ofLiteral("192.0.2.1");
        TcpSettings usual = settings("");
        assertFalse(usual.tls(here));
        assertTrue(usual.tls(there));
        TcpSettings clear = settings("g_authent_tcp_nossl \"true\"\n");
        assertFalse(clear.tls(there));
        TcpSettings secured = settings("g_authent_tcp_ca_file \"ca.crt\"\n");
        assertTrue(secured.tls(here));
    }

    @Test
    void clearTextIsNotUnderstoodBySuchAServer() {
        try (AuthentModule module = module("g_authent_timeout \"30s\"\n")) {
            assertInstanceOf(Finding.Unavailable.class, module.find(BOB));
        }
    }

    private AuthentModule module(String settings) {
        return Peers.tcp(settings + Peers.at(server));
    }

    private static TcpSettings settings(String settings) {
        return UsersFixture.bind(TcpSettings.class, settings + "g_authent_tcp \"a.test:1\"\n");
    }

    private static String identity(String prefix, TestCa ca, String name) throws IOException {
        Path home = ca.node(name, "proxy");
        return """
        %1$sca_file "%2$s/ca.crt"
        %1$scert_file "%2$s/node.crt"
        %1$skey_file "%2$s/node.key"
        """
                .formatted(prefix, home);
    }
}
