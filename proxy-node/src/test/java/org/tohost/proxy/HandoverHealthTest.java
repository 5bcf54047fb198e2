package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Eventually;
import org.tohost.proxy.fixture.Hosts;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;
import org.tohost.proxy.health.BackendService;

/// What hand-overs to a server of another make say of its health, and what is left of them.
final class HandoverHealthTest {
    private static final BackendService HOST = new BackendService(new NodeId("host"), Service.IMAP);
    private static final String LOGIN = "a LOGIN alice@example.test s3cret";

    @TempDir Path folder;
    private final AtomicInteger guests = new AtomicInteger();
    private final HandClock clock = new HandClock();

    private static ScriptedBackend.Script answers(String greeting, String answer) {
        return guest -> {
            guest.wire().send(greeting);
            if (!guest.wire().line().equals("(end)")) {
                guest.wire().send(answer);
            }
        };
    }

    /// A proxy whose only host is this script, with no probes.
    private TestProxy proxy(ScriptedBackend.Script script, String fields, Clock time)
            throws IOException {
        return proxy(script, "password", fields, time);
    }

    private TestProxy proxy(ScriptedBackend.Script script, String login, String fields, Clock time)
            throws IOException {
        TestProxy proxy = new TestProxy(folder, false);
        ScriptedBackend host = proxy.backend("script", script);
        proxy.users().with("alice@example.test", "host");
        return proxy.line(
                        Hosts.line(
                                folder,
                                ("host=\"host\" address=\"127.0.0.1\" login=\"%s\" tls=\"none\""
                                                + " imap=\"%d\" %s")
                                        .formatted(login, host.port(), fields)))
                .with(TestProxy.limits(100, Duration.ofMinutes(10), Duration.ofSeconds(60)), time)
                .with(new ProbeSettings(Duration.ZERO, Duration.ofSeconds(5), 2))
                .start();
    }

    private static Wire from(String address, int port) throws IOException {
        Wire wire =
                new Wire(
                        new Socket(
                                InetAddress.getLoopbackAddress(),
                                port,
                                InetAddress.getByName(address),
                                0));
        wire.line();
        return wire;
    }

    private static void twoTry(TestProxy proxy) throws IOException {
        try (Wire one = proxy.plain(Service.IMAP);
                Wire two = from("127.0.0.2", one.socket().getPort())) {
            one.line();
            assertTrue(one.ask(LOGIN).startsWith("a NO "));
            assertTrue(two.ask(LOGIN).startsWith("a NO "));
        }
    }

    @Test
    void whoDoesNotServeIsNoServer() throws Exception {
        try (TestProxy proxy = proxy(answers("* OK hi\n", "* BYE not now\n"), "", clock)) {
            twoTry(proxy);
            assertEquals(false, proxy.node().health().isClosed(HOST));
        }
    }

    @Test
    void whoRefusesAPasswordServes() throws Exception {
        try (TestProxy proxy =
                proxy(
                        answers("* OK [CAPABILITY SASL-IR AUTH=PLAIN] hi\n", "a NO no\n"),
                        "",
                        clock)) {
            twoTry(proxy);
            assertTrue(proxy.node().health().isClosed(HOST));
        }
    }

    @Test
    void aHostThatKnowsTheClientBeforeItGreetsMayHaveSomethingAgainstHim() throws Exception {
        try (TestProxy proxy = proxy(_ -> {}, "forward=\"proxy\"", clock)) {
            twoTry(proxy);
            assertTrue(proxy.node().health().isClosed(HOST));
        }
    }

    @Test
    void aHostThatDoesNotKnowHimHasNothingAgainstHim() throws Exception {
        try (TestProxy proxy = proxy(_ -> {}, "", clock)) {
            twoTry(proxy);
            assertEquals(false, proxy.node().health().isClosed(HOST));
        }
    }

    @Test
    void whoCannotBeHandedOverTakesNobodysTurn() throws Exception {
        Hosts.secret(folder.resolve("master.secret"), "pr0xy");
        AtomicBoolean serves = new AtomicBoolean();
        ScriptedBackend.Script script =
                guest -> {
                    if (serves.get()) {
                        guest.wire().send("* OK [CAPABILITY SASL-IR AUTH=PLAIN] hi\n");
                        guest.wire().line();
                        guest.wire().send("a OK [CAPABILITY IMAP4rev1] in\n");
                        guest.wire().line();
                    }
                };
        String separator =
                "master_user=\"tohost\" master_password_file=\"master.secret\""
                        + " master_separator=\"*\"";
        try (TestProxy proxy = proxy(script, "master", separator, clock)) {
            proxy.users().with("a*b@example.test", "host");
            twoTry(proxy);
            assertEquals(false, proxy.node().health().isClosed(HOST));
            serves.set(true);
            clock.move(Duration.ofSeconds(10));
            try (Wire other = proxy.plain(Service.IMAP);
                    Wire client = from("127.0.0.3", other.socket().getPort())) {
                other.line();
                assertTrue(other.ask("a LOGIN \"a*b@example.test\" s3cret").startsWith("a NO "));
                assertTrue(client.ask(LOGIN).startsWith("a OK "));
            }
            assertTrue(proxy.node().health().isClosed(HOST));
        }
    }

    @Test
    void theConnectionOfAClientThatIsGoneEndsAtOnce() throws Exception {
        ScriptedBackend.Script script =
                guest -> {
                    guests.incrementAndGet();
                    try {
                        guest.wire().send("* OK hi\n");
                        while (guest.wire().in().read() >= 0) {
                            // whatever it is
                        }
                    } finally {
                        guests.decrementAndGet();
                    }
                };
        try (TestProxy proxy = proxy(script, "", Clock.systemUTC())) {
            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                client.send(LOGIN + "\n");
                Eventually.holds("it is asked", () -> guests.get() == 1);
                client.socket().setSoLinger(true, 0);
            }
            Eventually.holds("it is let go", () -> guests.get() == 0);
            Eventually.holds("no session", () -> proxy.node().sessions().count() == 0);
        }
    }
}
