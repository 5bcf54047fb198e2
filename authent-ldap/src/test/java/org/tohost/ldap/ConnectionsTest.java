package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.metrics.Meters;
import org.tohost.common.testing.Eventually;
import org.tohost.common.users.Users;
import org.tohost.ldap.faulty.Fault;
import org.tohost.ldap.faulty.FaultyDirectory;

/// How many connections the directory sees, and when.
class ConnectionsTest {
    private static final int CALLERS = 500;

    private final ScriptedClock clock = new ScriptedClock();
    private FaultyDirectory directory;

    @BeforeEach
    void start() throws IOException {
        directory = FaultyDirectory.start(InMemoryContractTest.ldif(), Optional.empty());
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void manyCallersWaitForFewConnections() throws Exception {
        directory.allow(3 + 3);
        try (LdapModule module = Settings.of(directory.url()).module()) {
            for (AuthResult result : all(() -> check(module))) {
                assertInstanceOf(AuthResult.Accepted.class, result);
            }
        }
        assertEquals(0, directory.tooMany());
        assertEquals(3 + 3, directory.accepted());
    }

    @Test
    void noMoreAreOpenWhileTheyBreakAndComeBack() throws Exception {
        directory.allow(3 + 3 + 1); // one to see whether it is back
        try (LdapModule module = Settings.of(directory.url()).patient("2s").module();
                Users users = UsersFixture.over(module)) {
            for (Fault fault :
                    List.of(
                            new Fault.Reset(),
                            new Fault.Closing(),
                            new Fault.Garbage(),
                            new Fault.Silent(),
                            new Fault.Slow(Duration.ofMillis(500)))) {
                var _ = all(() -> check(module));
                directory.suffer(fault);
                var _ = all(() -> check(module));
                directory.suffer(new Fault.None());
                Eventually.holds("recovery", () -> OutageContractTest.serves(users));
            }
            directory.refuse();
            var _ = all(() -> check(module));
            directory.resume();
            Eventually.holds("recovery", () -> OutageContractTest.serves(users));
        }
        assertEquals(0, directory.tooMany());
    }

    @Test
    void nobodyStormsADirectoryThatIsDown() throws Exception {
        try (Users users = Settings.of(directory.url()).patient("1s").users()) {
            directory.suffer(new Fault.Closing());
            Eventually.holds(
                    "down",
                    () -> {
                        var _ = check(users);
                        return !users.healthy();
                    });
            directory.suffer(new Fault.Silent()); // what is asked now stays open
            directory.forget();
            for (AuthResult result : all(() -> check(users))) {
                assertInstanceOf(AuthResult.Unavailable.class, result);
            }
            assertTrue(directory.accepted() <= 10, () -> directory.accepted() + " connections");
        }
    }

    @Test
    void theOldAreReplaced() throws Exception {
        try (Pools pools = pools()) {
            for (int i = 0; i < 3; i++) {
                var _ = use(pools);
            }
            assertEquals(1, directory.accepted());
            clock.advance(Duration.ofMinutes(11));
            var _ = use(pools);
            assertEquals(2, directory.accepted());
        }
    }

    @Test
    void theIdleAreKeptAliveAndTheDeadAmongThemClosed() throws Exception {
        try (Pools pools = pools()) {
            var _ = use(pools);
            directory.forget();
            pools.searches().tend();
            assertEquals(List.of("search"), directory.asked());
            directory.suffer(new Fault.Closing());
            pools.searches().tend();
            directory.suffer(new Fault.None());
            directory.forget();
            var _ = use(pools);
            assertEquals(1, directory.accepted());
        }
    }

    private Pools pools() {
        LdapSettings settings = Settings.of(directory.url()).bind();
        var around =
                new Pools.Surroundings(
                        clock,
                        new Random(1),
                        _ -> new CountDownLatch(1).await(),
                        new Meters(new SimpleMeterRegistry()));
        return new Pools(settings.servers(), settings.lookup().base().fixed(), around);
    }

    private static SearchResult use(Pools pools) throws LDAPException {
        return pools.searches().search(new SearchRequest("", SearchScope.BASE, "(objectClass=*)"));
    }

    private static List<AuthResult> all(Callable<AuthResult> call) throws Exception {
        List<AuthResult> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AuthResult>> futures = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                futures.add(threads.submit(call));
            }
            for (Future<AuthResult> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    private static AuthResult check(Users users) {
        return users.check(Settings.login("carol@example.test", "carol's"));
    }

    private static AuthResult check(LdapModule module) {
        Login login = Settings.login("carol@example.test", "carol's");
        return module.check(login, () -> module.find(new UserKey.Login(login.name())));
    }
}
