package org.tohost.common.users;

import java.util.function.Consumer;
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

/// The user database over a module.
public final class Users implements UserDatabase {
    private static final String SEPARATOR = "+";

    private final AuthentModule module;

    /// The users of this module.
    public Users(AuthentModule module) {
        this.module = module;
    }

    @Override
    public AuthResult check(Login login) {
        if (login.password().isEmpty()) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        return module.check(login, () -> module.find(new UserKey.Login(login.name())));
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
        for (UserKey key : UserKey.forMail(address, SEPARATOR)) {
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
