package org.tohost.common.users;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserChange;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.metrics.Meters;

/// The user database over a module: it keeps answers, asks once for all who want to know the same,
/// outlives outages with what was last good, hears of changes and tells of them.
public final class Users implements UserDatabase {
    private final AuthentModule module;
    private final UsersSettings settings;
    private final Tools tools;
    private final Routes routes;
    private final LoginCheck logins;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /// What is needed besides modules and settings. The random generator must be a secure one.
    public record Tools(Clock clock, RandomGenerator random, Meters meters) {}

    /// The users of this module, which is watched from now on.
    public Users(AuthentModule module, UsersSettings settings, AccessGroups access, Tools tools) {
        this.module = module;
        this.settings = settings;
        this.tools = tools;
        this.routes = new Routes(module, settings, tools.clock(), tools.meters());
        this.logins =
                new LoginCheck(
                        module, routes, access, new PasswordCache(routes, settings, tools), tools);
        module.watch(new Heard());
    }

    @Override
    public AuthResult check(Login login) {
        return logins.check(login);
    }

    @Override
    public AuthResult admit(LoginName name, Service service, String address) {
        return logins.admit(name, service, address);
    }

    @Override
    public LookupResult lookup(LoginName name) {
        return lookup(List.of(new UserKey.Login(name)));
    }

    @Override
    public LookupResult lookupNow(LoginName name) {
        return result(routes.findNow(new UserKey.Login(name)).finding());
    }

    @Override
    public LookupResult lookup(MailAddress address) {
        return lookup(UserKey.forMail(address, settings.separator()));
    }

    /// The first key with a user decides. Once the module is silent it is not asked again, and what
    /// was last good shows the way; but if that shows nobody, nothing is known of the user. Nor
    /// does a catch-all get the mail for an address that may have been made since it was nobody's.
    private LookupResult lookup(List<UserKey> keys) {
        Optional<LookupResult> outage = Optional.empty();
        boolean nobodySoFar = true;
        for (UserKey key : keys) {
            Finding found =
                    outage.isPresent() ? new Finding.Unavailable("") : routes.find(key).finding();
            if (found instanceof Finding.Unavailable) {
                outage = outage.or(() -> Optional.of(result(found)));
                Optional<Route> good = routes.lastGood(key);
                if (good.isEmpty() || (key instanceof UserKey.CatchAll && !nobodySoFar)) {
                    return outage.get();
                }
                if (good.get().isFound()) {
                    return result(good.get().finding());
                }
                nobodySoFar &= routes.isFresh(good.get());
            } else if (found instanceof Finding.Found) {
                return result(found);
            }
        }
        return outage.orElseGet(LookupResult.NoSuchUser::new);
    }

    @Override
    public LookupResult lookupNow(MailAddress address) {
        Finding found = new Finding.None();
        for (UserKey key : UserKey.forMail(address, settings.separator())) {
            if (found instanceof Finding.None) {
                found = routes.findNow(key).finding();
            }
        }
        return result(found);
    }

    @Override
    public LookupResult lookupNow(UserId user) {
        UserKey key = new UserKey.Address(MailAddress.parse(user.name()));
        LookupResult result = result(routes.findNow(key).finding());
        return result instanceof LookupResult.Found(Account account) && !account.user().equals(user)
                ? new LookupResult.NoSuchUser()
                : result;
    }

    private static LookupResult result(Finding found) {
        return switch (found) {
            case Finding.Found(_, var account) -> new LookupResult.Found(account);
            case Finding.None() -> new LookupResult.NoSuchUser();
            case Finding.Unavailable(String detail) -> new LookupResult.Unavailable(detail);
        };
    }

    /// {@return what is kept of this address, and what the module says of it now, for each key that
    /// is looked under until somebody is there}
    public List<Explanation> explain(MailAddress address) {
        List<Explanation> explained = new ArrayList<>();
        for (UserKey key : UserKey.forMail(address, settings.separator())) {
            Explanation one = explain(key);
            explained.add(one);
            if (!(one.now() instanceof Finding.None)) {
                break;
            }
        }
        return List.copyOf(explained);
    }

    /// {@return what is kept of this login name, and what the module says of it now}
    public Explanation explain(LoginName name) {
        return explain(new UserKey.Login(name));
    }

    private Explanation explain(UserKey key) {
        Optional<Explanation.Kept> kept =
                routes.kept(key)
                        .map(route ->
                                new Explanation.Kept(
                                        route.finding(),
                                        Instant.ofEpochMilli(route.since()),
                                        routes.isFresh(route)));
        return new Explanation(key, kept, module.name(), routes.findNow(key).finding());
    }

    @Override
    public Watch watch(Consumer<UserChange> told) {
        Watcher watcher = Watcher.start(told, tools.clock());
        watchers.add(watcher);
        return () -> {
            watchers.remove(watcher);
            watcher.close();
        };
    }

    private void tell(UserChange change) {
        watchers.forEach(watcher -> watcher.add(change));
    }

    /// Forgets all answers of modules, and tells those who watch.
    public void clear() {
        routes.clear();
        tell(new UserChange.Any());
    }

    /// Forgets what is known of a user, and tells those who watch.
    public void clear(UserId user) {
        routes.clear(user);
        tell(new UserChange.One(user));
    }

    @Override
    public boolean healthy() {
        return module.healthy();
    }

    @Override
    public void close() {
        watchers.forEach(Watcher::close);
        module.close();
    }

    /// What the module tells: first what is kept is dropped, then those who watch hear of it.
    private final class Heard implements AuthentModule.Changes {
        @Override
        public void changed(String entry, Optional<UserId> user) {
            tools.meters().usersChanged(true);
            Set<UserId> users = new HashSet<>(routes.changed(entry, user));
            user.ifPresent(users::add);
            if (users.isEmpty()) {
                tell(new UserChange.Any());
            }
            users.forEach(one -> tell(new UserChange.One(one)));
        }

        @Override
        public void missed() {
            tools.meters().usersChanged(false);
            routes.missed();
            tell(new UserChange.Any());
        }
    }
}
