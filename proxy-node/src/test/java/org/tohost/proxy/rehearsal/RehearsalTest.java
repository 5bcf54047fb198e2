package org.tohost.proxy.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.domain.Service;
import org.tohost.common.net.Connector;
import org.tohost.common.net.Tls;
import org.tohost.common.net.TlsEngine;
import org.tohost.common.testing.TestCa;
import org.tohost.common.tls.ServerKeys;
import org.tohost.proxy.fixture.RecordedLog;
import org.tohost.proxy.relay.Relays;

final class RehearsalTest {
    private static final Set<Service> SERVICES =
            EnumSet.of(Service.IMAP, Service.POP3, Service.SMTP, Service.SUBMISSION, Service.SIEVE);

    @TempDir Path folder;

    private Rehearsal.Play play(Set<Service> services, TlsEngine engine) throws Exception {
        return new Rehearsal.Play(
                services,
                ServerKeys.of(List.of(TestCa.create(folder).publicIdentity())),
                engine,
                Relays.Choice.AUTO,
                Clock.systemUTC(),
                new SecureRandom());
    }

    /// IMAP has two ways to log in, the others one.
    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void eachSceneIsPlayedToItsEnd(TlsEngine engine) throws Exception {
        Rehearsal.Play play = play(SERVICES, engine);
        Tls client = Tls.pinning(play.keys().orElseThrow().pins(), engine);
        try (Stage stage = Stage.open(Cast.of(play.clock(), play.random()), play)) {
            assertEquals(2 * (SERVICES.size() + 1), stage.entrances().size());
            for (Stage.Entrance entrance : stage.entrances()) {
                CompletableFuture<Boolean> good = new CompletableFuture<>();
                stage.network()
                        .connector()
                        .connect(
                                target(entrance, client),
                                connection ->
                                        Actor.play(connection, entrance.part(), good::complete),
                                why -> good.completeExceptionally(new AssertionError(why)));
                assertTrue(good.get(30, TimeUnit.SECONDS), entrance::toString);
            }
        }
    }

    private static Connector.Target target(Stage.Entrance entrance, Tls client) {
        return new Connector.Target(
                "127.0.0.1",
                entrance.port(),
                "name",
                new byte[0],
                Optional.of(client).filter(_ -> entrance.secure()),
                1000,
                Duration.ofSeconds(30));
    }

    @Test
    void itEndsWhenItsTimeIsOver() throws Exception {
        Rehearsal.Play play = play(SERVICES, TlsEngine.best());
        try (RecordedLog log = new RecordedLog(Rehearsal.class)) {
            int logins = Rehearsal.hold(play, Duration.ofMillis(500));
            assertTrue(logins > 0);
            String line = log.lines().getFirst();
            assertTrue(line.startsWith("INFO warmed up by " + logins + " logins"), line);
        }
    }

    @Test
    void itEndsEarlierWhenLoginsBecomeNoCheaper() throws Exception {
        assertTrue(
                Rehearsal.hold(play(Set.of(Service.POP3), TlsEngine.best()), Duration.ofDays(1))
                        > 0,
                "it has ended at all");
    }
}
