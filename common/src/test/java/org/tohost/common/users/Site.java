package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.common.fixture.ScriptedModule.login;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.fixture.ScriptedModule;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.metrics.Meters;

/// A user database over a scripted module, its clock moved by hand: `fred` is on `be1` with the
/// password `secret`.
final class Site implements AutoCloseable {
    final ScriptedModule module = new ScriptedModule("script").with("fred", "be1", "secret");
    final HandClock clock = new HandClock();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Users users;

    Site(String... settings) {
        this.users =
                UsersFixture.over(
                        module,
                        String.join("\n", settings),
                        new Users.Tools(clock, new SplittableRandom(1), new Meters(registry)));
    }

    LookupResult lookup(String address) {
        return users.lookup(MailAddress.parse(address));
    }

    LookupResult lookupNow(String address) {
        return users.lookupNow(MailAddress.parse(address));
    }

    AuthResult check(String name, String password) {
        return check(name, password, Service.IMAP, "192.0.2.1");
    }

    AuthResult check(String name, String password, Service service, String address) {
        return users.check(new Login(new LoginName(name), Secret.of(password), service, address));
    }

    AuthResult admit(String name, Service service, String address) {
        return users.admit(new LoginName(name), service, address);
    }

    static Account account(String name, String tohost) {
        return new Account(new UserId(name + "@example.test"), List.of(tohost), Account.Status.OK);
    }

    static LookupResult found(String name, String tohost) {
        return new LookupResult.Found(account(name, tohost));
    }

    static AuthResult accepted(String name, String tohost) {
        return new AuthResult.Accepted(account(name, tohost));
    }

    static AuthResult rejected(AuthResult.Reason reason) {
        return new AuthResult.Rejected(reason);
    }

    void later(Duration by) {
        clock.move(by);
    }

    long searches(UserKey key) {
        return module.asked().stream().filter(key::equals).count();
    }

    long searchesForFred() {
        return searches(ScriptedModule.address("fred@example.test"))
                + searches(login("fred@example.test"));
    }

    double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).counter().count();
    }

    /// {@return what so many callers get at once; they are not waited for}
    static <T> List<Future<T>> atOnce(int callers, Callable<T> call) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        List<Future<T>> results = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            results.add(threads.submit(call));
        }
        threads.shutdown();
        return results;
    }

    static <T> T get(Future<T> result) {
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits for the latch.
    static void pass(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until this is so.
    static void await(BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it never was so");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        users.close();
    }
}
