package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.domain.Service;
import org.tohost.common.ticket.Ticket;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;
import org.tohost.proxy.relay.Relays;

/// Nothing of one session ever shows up in another: a thousand users at the same time, each with
/// words of its own in both directions, in clear text and by TLS.
final class SessionsApartTest {
    private static final int USERS = 1000;
    private static final int AT_ONCE = 40;
    private static final int ROUNDS = 4;

    @TempDir Path folder;

    /// The user's own words, of another length in each round.
    private static String words(int user, String side, int round) {
        return ("<" + side + "-of-user" + user + "-in-round" + round + ">")
                .repeat(1 + (user * 7 + round * 31) % 60);
    }

    /// A back-end that says the words of the user for whom the ticket is, and expects theirs.
    private static void serve(ScriptedBackend.Guest guest) throws Exception {
        Wire wire = guest.wire();
        wire.send("* OK " + guest.challenge() + " ready\n");
        String[] login = wire.line().split(" ", -1);
        Ticket ticket = guest.open(login[3]);
        String name = ticket.user().orElseThrow().name();
        int user = Integer.parseInt(name.substring(4, name.indexOf('@')));
        assertEquals("t" + user, login[0]);
        wire.send("* OK hello " + name + "\n" + login[0] + " OK Logged in\n");
        for (int round = 0; round < ROUNDS; round++) {
            assertEquals(words(user, "client", round), wire.line());
            wire.send(words(user, "backend", round) + "\n");
        }
        assertEquals("(end)", wire.line());
    }

    private static void visit(TestProxy proxy, int user) throws Exception {
        try (Wire client = user % 4 == 0 ? proxy.tls(Service.IMAP) : proxy.plain(Service.IMAP)) {
            assertTrue(client.line().startsWith("* OK"));
            if (user % 3 == 0) {
                assertTrue(
                        client.ask("x LOGIN user" + user + "@example.test no").startsWith("x NO"));
            }
            String name = "user" + user + "@example.test";
            client.send(
                    "t" + user + " LOGIN " + name + " s3cret\n" + words(user, "client", 0) + "\n");
            assertEquals("* OK hello " + name, client.line());
            assertEquals("t" + user + " OK Logged in", client.line());
            for (int round = 0; round < ROUNDS; round++) {
                assertEquals(words(user, "backend", round), client.line());
                if (round + 1 < ROUNDS) {
                    client.send(words(user, "client", round + 1) + "\n");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Relays.Choice.class)
    void nothingLeaksFromOneSessionToAnother(Relays.Choice relay) throws Exception {
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(200, Duration.ofMinutes(5)), Clock.systemUTC())
                        .patience(Duration.ofMinutes(1))
                        .relay(relay)) {
            proxy.backend("be1", SessionsApartTest::serve);
            proxy.backend("be2", SessionsApartTest::serve);
            for (int user = 0; user < USERS; user++) {
                proxy.users().with("user" + user + "@example.test", user % 2 == 0 ? "be1" : "be2");
            }
            proxy.start();
            Semaphore room = new Semaphore(AT_ONCE);
            List<Future<?>> visits = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < USERS; i++) {
                    int user = i;
                    visits.add(
                            threads.submit(() -> {
                                room.acquire();
                                try {
                                    visit(proxy, user);
                                } finally {
                                    room.release();
                                }
                                return user;
                            }));
                }
            }
            for (Future<?> visit : visits) {
                visit.get();
            }
        }
    }
}
