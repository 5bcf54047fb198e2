package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.UserKey;
import org.tohost.common.testing.Ports;

/// Servers that are lost, silent or found again.
class TcpFaultsTest {
    private static final UserKey BOB = Peers.key("bob@example.test");
    private static final String PATIENT = "g_authent_timeout \"30s\"\n";

    @Test
    void aServerThatComesBackIsAskedAgain() throws Exception {
        AuthentServer server = Peers.server(users("be1"), "");
        int port = server.port();
        try (AuthentModule module = Peers.tcp(PATIENT + Peers.at(server))) {
            assertEquals("be1", Peers.tohost(module.find(BOB)));
            server.stop();
            assertInstanceOf(Finding.Unavailable.class, module.find(BOB));
            assertFalse(module.healthy());
            AuthentServer again =
                    Peers.server(
                            users("be2"), "g_authent_server_listen \"127.0.0.1:" + port + "\"\n");
            Peers.await(() -> module.find(BOB) instanceof Finding.Found);
            assertEquals("be2", Peers.tohost(module.find(BOB)));
            assertTrue(module.healthy());
            again.stop();
        }
    }

    @Test
    void anOldConnectionThatIsDeadCostsNoAnswer() throws Exception {
        AuthentServer server = Peers.server(users("be1"), "");
        int port = server.port();
        try (AuthentModule module = Peers.tcp(PATIENT + Peers.at(server))) {
            for (int i = 0; i < 10; i++) {
                assertEquals("be1", Peers.tohost(module.find(BOB)));
                server.stop();
                server =
                        Peers.server(
                                users("be1"),
                                "g_authent_server_listen \"127.0.0.1:" + port + "\"\n");
            }
        }
        server.stop();
    }

    @Test
    void theNextServerIsAskedIfOneIsDown() throws Exception {
        AuthentServer first = Peers.server(users("be1"), "");
        AuthentServer second = Peers.server(users("be2"), "");
        try (AuthentModule module = Peers.tcp(PATIENT + Peers.at(first) + Peers.at(second))) {
            assertEquals("be1", Peers.tohost(module.find(BOB)));
            first.stop();
            assertEquals("be2", Peers.tohost(module.find(BOB)));
        }
        second.stop();
    }

    @Test
    void theNextServerIsAskedIfOneIsSilent() throws Exception {
        AuthentServer second = Peers.server(users("be2"), "");
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                AuthentModule module =
                        Peers.tcp(
                                "g_authent_timeout \"4s\"\ng_authent_tcp \"127.0.0.1:"
                                        + silent.getLocalPort()
                                        + "\"\n"
                                        + Peers.at(second))) {
            Peers.await(() -> module.find(BOB) instanceof Finding.Found);
            assertEquals("be2", Peers.tohost(module.find(BOB)));
        }
        second.stop();
    }

    @Test
    void noServerIsAnOutage() {
        String nobody = "g_authent_tcp \"127.0.0.1:" + Ports.free() + "\"\n";
        try (AuthentModule module = Peers.tcp(PATIENT + nobody)) {
            assertInstanceOf(Finding.Unavailable.class, module.find(BOB));
            assertInstanceOf(
                    AuthResult.Unavailable.class,
                    module.check(Peers.login("bob@example.test", "x"), () -> module.find(BOB)));
            assertFalse(module.healthy());
        }
    }

    @Test
    void anOutageBehindTheServerIsAnOutage() throws Exception {
        FixedUsers users = users("be1");
        AuthentServer server = Peers.server(users, "");
        try (AuthentModule module = Peers.tcp(PATIENT + Peers.at(server))) {
            users.fallSilent(true);
            assertInstanceOf(Finding.Unavailable.class, module.find(BOB));
            assertInstanceOf(
                    AuthResult.Unavailable.class,
                    module.check(Peers.login("bob@example.test", "x"), () -> module.find(BOB)));
            assertFalse(module.healthy());
            users.fallSilent(false);
            assertEquals("be1", Peers.tohost(module.find(BOB)));
        }
        server.stop();
    }

    @Test
    void aWrongPasswordIsToldFromAnUnknownUser() throws Exception {
        AuthentServer server = Peers.server(users("be1"), "");
        try (AuthentModule module = Peers.tcp(PATIENT + Peers.at(server))) {
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                    module.check(Peers.login("bob@example.test", "x"), () -> module.find(BOB)));
            assertEquals(
                    new AuthResult.NoSuchUser(),
                    module.check(Peers.login("eve@example.test", "x"), Finding.None::new));
            assertEquals(
                    new AuthResult.Unavailable("whether bob exists"),
                    module.check(
                            Peers.login("bob@example.test", "x"),
                            () -> new Finding.Unavailable("whether bob exists")));
        }
        server.stop();
    }

    private static FixedUsers users(String tohost) {
        return new FixedUsers().with("bob", "b0b", Account.Status.OK, tohost);
    }
}
