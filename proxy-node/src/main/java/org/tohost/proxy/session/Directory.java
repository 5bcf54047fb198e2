package org.tohost.proxy.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.metrics.Meters;
import org.tohost.common.net.Blocking;

/// The user database as event loops ask it: each call on a virtual thread, its outcome back on the
/// event loop. A bug in the database is an outage to the client.
public final class Directory {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

    private final Blocking blocking = new Blocking("directory");
    private final UserDatabase users;
    private final Meters meters;
    private final Clock clock;

    /// A login without a password: `name` is proven to be who logs in, to this service and from
    /// this IP address.
    record Admission(LoginName name, Service service, String address) {}

    /// A way to this database.
    public Directory(UserDatabase users, Meters meters, Clock clock) {
        this.users = users;
        this.meters = meters;
        this.clock = clock;
    }

    /// Tests a password.
    void check(Executor eventLoop, Login login, Consumer<AuthResult> done) {
        decide(eventLoop, () -> users.check(login), done);
    }

    private void decide(
            Executor eventLoop, Supplier<AuthResult> question, Consumer<AuthResult> done) {
        ask(
                eventLoop,
                question,
                result -> !(result instanceof AuthResult.Unavailable),
                done,
                e -> done.accept(new AuthResult.Unavailable(e.toString())));
    }

    /// Decides about a login whose name is proven.
    void admit(Executor eventLoop, Admission admission, Consumer<AuthResult> done) {
        decide(
                eventLoop,
                () -> users.admit(admission.name(), admission.service(), admission.address()),
                done);
    }

    /// Looks up past every cache what is kept of the password of whoever logs in by this name.
    void lookupNow(Executor eventLoop, LoginName name, Consumer<LookupResult> done) {
        find(eventLoop, () -> users.lookupNow(name), done);
    }

    /// Looks up an address.
    void lookup(Executor eventLoop, MailAddress address, Consumer<LookupResult> done) {
        find(eventLoop, () -> users.lookup(address), done);
    }

    /// Looks up a user past every cache.
    void lookupNow(Executor eventLoop, UserId user, Consumer<LookupResult> done) {
        find(eventLoop, () -> users.lookupNow(user), done);
    }

    private void find(
            Executor eventLoop, Supplier<LookupResult> question, Consumer<LookupResult> done) {
        ask(
                eventLoop,
                question,
                result -> !(result instanceof LookupResult.Unavailable),
                done,
                e -> done.accept(new LookupResult.Unavailable(e.toString())));
    }

    private <T> void ask(
            Executor eventLoop,
            Supplier<T> question,
            Predicate<T> answered,
            Consumer<T> done,
            Consumer<RuntimeException> failed) {
        Instant begun = clock.instant();
        blocking.call(
                eventLoop,
                () -> {
                    T result = question.get();
                    meters.directory(
                            answered.test(result), Duration.between(begun, clock.instant()));
                    return result;
                },
                done,
                e -> {
                    LOG.error("the user database failed", e);
                    failed.accept(e);
                });
    }
}
