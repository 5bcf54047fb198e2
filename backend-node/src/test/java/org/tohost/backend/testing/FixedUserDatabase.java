package org.tohost.backend.testing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserChange;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;

/// A user database that knows what the test tells it. The password of everybody is `secret`.
public final class FixedUserDatabase implements UserDatabase {
    private static final Secret PASSWORD = Secret.of("secret");

    private final Map<UserId, Account> accounts = new ConcurrentHashMap<>();
    private final Map<UserId, UserId> aliases = new ConcurrentHashMap<>();
    private final List<Consumer<UserChange>> watchers = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile Runnable answering = () -> {};

    /// Adds a user, or changes whose it is; empty for none.
    public FixedUserDatabase with(String user, String tohost) {
        List<String> values = tohost.isEmpty() ? List.of() : List.of(tohost);
        return put(new Account(new UserId(user), values, Account.Status.OK));
    }

    /// Adds a user whose mail is shared by several hosts.
    public FixedUserDatabase shared(String user, String... hosts) {
        return put(new Account(new UserId(user), List.of(hosts), Account.Status.OK));
    }

    /// Puts a user into an access group.
    public FixedUserDatabase inGroup(String user, String group) {
        Account known = Objects.requireNonNull(accounts.get(new UserId(user)));
        return put(
                new Account(
                        known.user(),
                        known.tohost(),
                        known.status(),
                        List.of(group),
                        known.quota(),
                        known.forward(),
                        known.scram()));
    }

    /// Says how many octets this user may have.
    public FixedUserDatabase withQuota(String user, long octets) {
        Account known = Objects.requireNonNull(accounts.get(new UserId(user)));
        return put(
                new Account(
                        known.user(),
                        known.tohost(),
                        known.status(),
                        known.access(),
                        OptionalLong.of(octets),
                        known.forward(),
                        known.scram()));
    }

    /// Adds a user whose account is closed, or closes it.
    public FixedUserDatabase closed(String user) {
        return put(new Account(new UserId(user), List.of(), Account.Status.CLOSED));
    }

    /// Gives a user one more address; `*` before the `@` is whatever nobody else in the domain has.
    public FixedUserDatabase alias(String address, String user) {
        aliases.put(new UserId(address), new UserId(user));
        return this;
    }

    /// Takes a user away.
    public void remove(String user) {
        accounts.remove(new UserId(user));
    }

    /// From now on it answers, or not.
    public void silent(boolean value) {
        silent = value;
    }

    /// Does this from now on when an answer past the caches is known and not yet given.
    public void answering(Runnable action) {
        answering = action;
    }

    private FixedUserDatabase put(Account account) {
        accounts.put(account.user(), account);
        return this;
    }

    @Override
    public AuthResult check(Login login) {
        if (silent) {
            return new AuthResult.Unavailable("silent");
        }
        Account account = accounts.get(UserId.of(login.name().address("example.net")));
        if (account == null) {
            return new AuthResult.NoSuchUser();
        }
        if (!login.password().equals(PASSWORD)) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        return AuthResult.passwordIsRight(account);
    }

    @Override
    public LookupResult lookup(MailAddress address) {
        if (silent) {
            return new LookupResult.Unavailable("silent");
        }
        UserId named = UserId.of(address);
        return Stream.of(named, new UserId("*@" + address.domain()))
                .map(name -> accounts.get(aliases.getOrDefault(name, name)))
                .filter(Objects::nonNull)
                .findFirst()
                .<LookupResult>map(LookupResult.Found::new)
                .orElseGet(LookupResult.NoSuchUser::new);
    }

    @Override
    public AuthResult admit(LoginName name, Service service, String address) {
        return switch (lookup(name)) {
            case LookupResult.Found(Account account) -> AuthResult.passwordIsRight(account);
            case LookupResult.NoSuchUser() -> new AuthResult.NoSuchUser();
            case LookupResult.Unavailable(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    @Override
    public LookupResult lookupNow(LoginName name) {
        return lookup(name);
    }

    @Override
    public LookupResult lookup(LoginName name) {
        return lookup(name.address("example.net"));
    }

    @Override
    public LookupResult lookupNow(MailAddress address) {
        LookupResult answer = lookup(address);
        answering.run();
        return answer;
    }

    @Override
    public LookupResult lookupNow(UserId user) {
        return switch (lookupNow(MailAddress.parse(user.name()))) {
            case LookupResult.Found(Account account) when !account.user().equals(user) ->
                    new LookupResult.NoSuchUser();
            case LookupResult answer -> answer;
        };
    }

    @Override
    public Watch watch(Consumer<UserChange> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /// Says to all watchers that something has changed.
    public void tell(UserChange change) {
        watchers.forEach(watcher -> watcher.accept(change));
    }

    @Override
    public boolean healthy() {
        return !silent;
    }

    @Override
    public void close() {}
}
