package org.tohost.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.Secret;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.tls.SelfSigned;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.tls.TicketKeys;

/// Whether clients resume their sessions at nodes that have never seen them.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class SessionTicketsTest {
    private static final String NOON = "2026-11-22T12:00:00Z";
    private static final String OLD = "o".repeat(32);
    private static final String NEW = "n".repeat(32);
    private static final int FULL = 1;
    private static final int RESUMED = 0;

    @TempDir private Path folder;
    private ServerKeys keys;
    private TlsClient client;

    @BeforeEach
    void prepare() throws Exception {
        Path certificate = folder.resolve("public.crt");
        Path key = folder.resolve("public.key");
        if (!Files.exists(key)) {
            SelfSigned.create(List.of("localhost"), certificate, key, Clock.systemUTC());
        }
        keys = ServerKeys.load(List.of(certificate), List.of(key)).orElseThrow();
        client = new TlsClient();
    }

    private static TicketKeys tickets(String... secrets) {
        return new TicketKeys(Stream.of(secrets).map(Secret::of).toList());
    }

    private TlsServer node(String time, String... secrets) throws IOException {
        Tls tls = Tls.server(keys, TlsEngine.OPENSSL);
        Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
        new SessionTickets(tls, tickets(secrets), clock).renew();
        return TlsServer.of(tls);
    }

    /// Visits a node that lives for this visit only.
    private int visit(String version, String time, String... secrets) throws IOException {
        try (TlsServer node = node(time, secrets)) {
            return visit(version, node);
        }
    }

    private int visit(String version, TlsServer node) throws IOException {
        return client.visit(
                        node.port(), "localhost", how -> how.setProtocols(new String[] {version}))
                .size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesAtAnotherNodeAndAfterARestart(String version) throws Exception {
        assertEquals(FULL, visit(version, NOON, OLD));
        assertEquals(RESUMED, visit(version, NOON, OLD), "a node of the same secret");
        assertEquals(RESUMED, visit(version, "2026-11-23T12:00:00Z", OLD), "the next day");
        assertEquals(FULL, visit(version, "2026-11-26T12:00:00Z", OLD), "days later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void takesTicketsOfClocksThatAreAhead(String version) throws Exception {
        assertEquals(FULL, visit(version, "2026-11-23T00:00:01Z", OLD));
        assertEquals(RESUMED, visit(version, "2026-11-22T23:59:59Z", OLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void followsTheChangeOfTheSecret(String version) throws Exception {
        assertEquals(FULL, visit(version, NOON, OLD));
        assertEquals(RESUMED, visit(version, NOON, OLD, NEW), "the new one is second");
        assertEquals(RESUMED, visit(version, NOON, NEW, OLD), "the new one is first");
        client = new TlsClient(); // one without tickets of the old one
        assertEquals(FULL, visit(version, NOON, NEW, OLD));
        assertEquals(RESUMED, visit(version, NOON, NEW), "the first one seals");
        assertEquals(FULL, visit(version, NOON, OLD), "the old one alone is of no use any more");
    }

    @Test
    void changesItsKeysAtMidnight() throws Exception {
        HandClock clock = new HandClock();
        Tls tls = Tls.server(keys, TlsEngine.OPENSSL);
        SessionTickets renewed = new SessionTickets(tls, tickets(OLD), clock);
        renewed.renew();
        try (TlsServer node = TlsServer.of(tls)) {
            for (int day = 1; day <= 4; day++) {
                client = new TlsClient();
                assertEquals(FULL, visit("TLSv1.3", node));
                clock.move(Duration.ofDays(1));
                renewed.renew();
                assertEquals(RESUMED, visit("TLSv1.3", node), "by the key of yesterday");
            }
            clock.move(Duration.ofDays(2));
            renewed.renew();
            assertEquals(FULL, visit("TLSv1.3", node));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theEngineOfTheJdkResumesItsOwnSessions(String version) throws Exception {
        Tls tls = Tls.server(keys, TlsEngine.JDK);
        new SessionTickets(tls, tickets(OLD), Clock.systemUTC()).renew();
        try (TlsServer node = TlsServer.of(tls)) {
            assertEquals(FULL, visit(version, node));
            assertEquals(RESUMED, visit(version, node));
        }
    }
}
