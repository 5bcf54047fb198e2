package org.tohost.ldap;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.Secret;
import org.tohost.common.metrics.Meters;
import org.tohost.ldap.push.ChangeListener;
import org.tohost.ldap.push.PushMode;

/// Users in an LDAP directory. Connects when it is first asked, reconnects by itself, and never has
/// more than two times the pool's size of connections, one while the directory is in doubt, and one
/// that changes come by.
public final class LdapModule implements AuthentModule {
    private final LdapSettings settings;
    private final Pools.Surroundings around;
    private final Deadline deadline;
    private final Pools pools;
    private final EntrySearch search;
    private final PasswordBind bind;
    private final Health health;
    private volatile @Nullable ChangeListener listener;

    /// Prepares the pools; connects to nothing yet.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the file with the CA is unusable
    public LdapModule(LdapSettings settings, Clock clock, RandomGenerator random, Meters meters) {
        LdapServers servers = settings.servers();
        LdapEntries entries = settings.entries();
        this.settings = settings;
        this.around = new Pools.Surroundings(clock, random, Thread::sleep, meters);
        this.pools = new Pools(servers, entries.base(), around);
        this.deadline = new Deadline(servers.timeout());
        this.search = new EntrySearch(pools.searches(), entries, servers.timeout());
        this.bind = new PasswordBind(pools.binds(), entries);
        this.health = pools.health();
    }

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public Finding find(UserKey key) {
        Optional<SearchName> name = SearchName.of(key);
        return name.isEmpty()
                ? new Finding.None()
                : deadline.call(
                        () -> heard(search.find(name.get())),
                        late -> new Finding.Unavailable(outage(late)));
    }

    @Override
    public AuthResult check(Login login, Supplier<Finding> known) {
        if (!mayBeRight(login.password())) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        return deadline.call(
                () -> test(known.get(), login.password()),
                late -> new AuthResult.Unavailable(outage(late)));
    }

    @Override
    public void watch(Changes changes) {
        if (settings.push().mode() != PushMode.OFF) {
            listener = ChangeWatch.start(settings, pools, around, changes);
        }
    }

    @Override
    public boolean healthy() {
        return health.good();
    }

    @Override
    public void close() {
        ChangeListener listening = listener;
        if (listening != null) {
            listening.close();
        }
        deadline.close();
        pools.close();
    }

    /// An empty password would be an unauthenticated bind, which servers answer with success (RFC
    /// 4513 5.1.2). So would, with a server that reads up to a NUL, one that begins with it; no
    /// password holds a NUL (RFC 8265 4.2).
    private static boolean mayBeRight(Secret password) {
        return !password.isEmpty() && password.text().indexOf('\0') < 0;
    }

    private Finding heard(EntrySearch.Outcome found) {
        return switch (found) {
            case EntrySearch.Outcome.Answered(Finding finding) -> finding;
            case EntrySearch.Outcome.Failed(String detail) ->
                    new Finding.Unavailable(outage(detail));
        };
    }

    private AuthResult test(Finding found, Secret password) {
        return switch (found) {
            case Finding.Found(String dn, Account account) ->
                    switch (bind.bind(dn, password)) {
                        case PasswordBind.Outcome.Right() -> admit(account);
                        case PasswordBind.Outcome.Wrong() ->
                                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
                        case PasswordBind.Outcome.Failed(String detail) ->
                                new AuthResult.Unavailable(detail);
                    };
            case Finding.None() ->
                    switch (bind.bindAsUnknown(password)) {
                        case PasswordBind.Outcome.Right(), PasswordBind.Outcome.Wrong() ->
                                new AuthResult.NoSuchUser();
                        case PasswordBind.Outcome.Failed(String detail) ->
                                new AuthResult.Unavailable(detail);
                    };
            case Finding.Unavailable(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    private static AuthResult admit(Account account) {
        return switch (account.status()) {
            case OK -> new AuthResult.Accepted(account);
            case CLOSED -> new AuthResult.Rejected(AuthResult.Reason.CLOSED);
        };
    }

    /// What is no answer about a user speaks against the directory.
    private String outage(String detail) {
        health.failed(detail);
        return detail;
    }
}
