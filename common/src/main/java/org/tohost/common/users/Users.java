package org.tohost.common.users;

import java.time.Clock;
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
import org.tohost.common.domain.UserId;
import org.tohost.common.metrics.Meters;

/// The user database over a module.
public final class Users implements UserDatabase {
    private final AuthentModule module;
    private final UsersSettings settings;
    private final AccessGroups access;

    /// What is needed besides modules and settings. The random generator must be a secure one.
    public record Tools(Clock clock, RandomGenerator random, Meters meters) {}

    /// The users of this module.
    public Users(AuthentModule module, UsersSettings settings, AccessGroups access, Tools tools) {
        this.module = module;
        this.settings = settings;
        this.access = access;
    }

    /// Forgets all answers of modules, and tells those who watch.
    public void clear() {
        // nothing is kept yet
    }

    /// Forgets what is known of a user, and tells those who watch.
    public void clear(UserId user) {
        // nothing is kept yet
    }

    @Override
    public AuthResult check(Login login) {
        if (login.password().isEmpty()) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        AuthResult result = module.check(login, () -> module.find(new UserKey.Login(login.name())));
        boolean barred =
                result instanceof AuthResult.Accepted(Account account)
                        && !access.admits(account, login.service(), login.address());
        return barred ? new AuthResult.Rejected(AuthResult.Reason.NOT_ALLOWED) : result;
    }

    @Override
    public LookupResult lookup(LoginName name) {
        return result(module.find(new UserKey.Login(name)));
    }

    @Override
    public LookupResult lookup(MailAddress address) {
        return lookupNow(address);
    }

    @Override
    public LookupResult lookupNow(MailAddress address) {
        Finding found = new Finding.None();
        for (UserKey key : UserKey.forMail(address, settings.separator())) {
            if (found instanceof Finding.None) {
                found = module.find(key);
            }
        }
        return result(found);
    }

    @Override
    public Watch watch(Consumer<UserChange> watcher) {
        return () -> {};
    }

    @Override
    public boolean healthy() {
        return module.healthy();
    }

    @Override
    public void close() {
        module.close();
    }

    private static LookupResult result(Finding found) {
        return switch (found) {
            case Finding.Found(_, var account) -> new LookupResult.Found(account);
            case Finding.None() -> new LookupResult.NoSuchUser();
            case Finding.Unavailable(String detail) -> new LookupResult.Unavailable(detail);
        };
    }
}
