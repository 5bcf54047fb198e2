package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Eventually;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;
import org.tohost.proxy.health.BackendService;

final class ProxyHealthTest {
    private static final String LATER = "a NO [UNAVAILABLE] Temporarily unavailable, try later";
    private static final String LOGIN = "a LOGIN alice@example.test s3cret";

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private static ScriptedBackend.Script announces(String capabilities) {
        return guest -> {
            Wire wire = guest.wire();
            wire.send("* OK ready\n");
            if (wire.line().equals("p1 CAPABILITY")) {
                wire.send("* CAPABILITY " + capabilities + "\np1 OK done\n");
                assertEquals("p2 LOGOUT", wire.line());
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsAreToldWhatAllBackendsAnnounce(boolean clusterTls) throws Exception {
        ProbeSettings probes = new ProbeSettings(Duration.ofHours(1), Duration.ofSeconds(5), 1);
        try (TestProxy proxy = new TestProxy(folder, clusterTls).with(probes)) {
            proxy.backend("be1", announces("IMAP4rev1 IDLE MOVE AUTH=TOHOST-TICKET"));
            proxy.backend("be2", announces("IMAP4rev1 QUOTA MOVE"));
            proxy.start();
            Eventually.holds(
                    "both were asked",
                    () ->
                            proxy.node()
                                    .offers()
                                    .of(Service.IMAP)
                                    .equals(List.of("IMAP4rev1", "MOVE", "ID", "SASL-IR")));
            try (Wire client = proxy.plain(Service.IMAP)) {
                String greeting = client.line();
                assertTrue(
                        greeting.startsWith("* OK [CAPABILITY IMAP4rev1 MOVE ID SASL-IR "),
                        greeting);
            }
            BackendService pop3 = new BackendService(new NodeId("be1"), Service.POP3);
            Eventually.holds("it is no POP3", () -> !proxy.node().health().isClosed(pop3));
        }
    }

    @Test
    void behindAnOpenCircuitNobodyIsAskedAndAfterThePauseOneIs() throws Exception {
        HandClock clock = new HandClock();
        AtomicBoolean serves = new AtomicBoolean();
        ProbeSettings probes = new ProbeSettings(Duration.ZERO, Duration.ofSeconds(5), 3);
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(100, Duration.ofMinutes(10)), clock)
                        .with(probes)) {
            ScriptedBackend.Script well = scripts.imap(Scripts::echo);
            ScriptedBackend backend =
                    proxy.backend(
                            "be1",
                            guest -> {
                                if (serves.get()) {
                                    well.serve(guest);
                                } else {
                                    guest.wire().send("* BYE not now\n");
                                }
                            });
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire one = proxy.plain(Service.IMAP);
                    Wire two = from("127.0.0.2", one.socket().getPort())) {
                one.line();
                two.line();
                for (int i = 1; i <= 5; i++) {
                    assertEquals(LATER, one.ask(LOGIN));
                    assertEquals(i, backend.connections());
                }
                assertEquals(LATER, two.ask(LOGIN));
                assertEquals(LATER, one.ask(LOGIN));
                assertEquals(7, backend.connections());
                serves.set(true);
                assertEquals(LATER, one.ask(LOGIN));
                assertEquals(LATER, two.ask(LOGIN));
                assertEquals(7, backend.connections());
                clock.move(Duration.ofSeconds(10));
                assertEquals("* CAPABILITY IMAP4rev1 IDLE", two.ask(LOGIN));
                assertEquals("* CAPABILITY IMAP4rev1 IDLE", one.ask(LOGIN));
            }
        }
    }

    @Test
    void whoRefusesOneUserServesTheOthers() throws Exception {
        ProbeSettings probes = new ProbeSettings(Duration.ZERO, Duration.ofSeconds(5), 1);
        try (TestProxy proxy = new TestProxy(folder, false).with(probes)) {
            ScriptedBackend backend =
                    proxy.backend("be1", Scripts.imapRefusing("NO [UNAVAILABLE] not mine"));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire one = proxy.plain(Service.IMAP);
                    Wire two = from("127.0.0.2", one.socket().getPort())) {
                one.line();
                two.line();
                for (int i = 1; i <= 3; i++) {
                    assertEquals(LATER, one.ask(LOGIN));
                    assertEquals(LATER, two.ask(LOGIN));
                    assertEquals(2 * i, backend.connections());
                }
            }
        }
    }

    private static Wire from(String address, int port) throws Exception {
        return new Wire(
                new Socket(
                        InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0));
    }
}
