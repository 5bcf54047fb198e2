package org.tohost.common.netwin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

/// A user database that holds what it is told to.
final class FixedUsers implements UserDatabase {
    static final String PASSWORD_OF_ALICE = "wonder*land_(1)\\";

    private final Map<String, Held> held = new LinkedHashMap<>();
    private volatile boolean silent;

    private record Held(Secret password, Account account) {}

    /// {@return the users of the contract}
    static FixedUsers ofContract() {
        return new FixedUsers()
                .with("alice", PASSWORD_OF_ALICE, Account.Status.OK, "be1")
                .with("bob", "passwörd", Account.Status.OK, "be2")
                .with("carol", "carol's", Account.Status.OK)
                .with("dave", "dave's", Account.Status.CLOSED, "be1")
                .with("erin", "erin's", Account.Status.OK, "be1", "be2")
                .with("st*r", "star's", Account.Status.OK, "be1");
    }

    FixedUsers with(String name, String password, Account.Status status, String... tohost) {
        UserId user = new UserId(name + "@example.test");
        return with(password, new Account(user, List.of(tohost), status));
    }

    FixedUsers with(String password, Account account) {
        held.put(account.user().name(), new Held(Secret.of(password), account));
        return this;
    }

    /// From now on it gives no answers, or gives them again.
    void fallSilent(boolean now) {
        silent = now;
    }

    @Override
    public AuthResult check(Login login) {
        if (silent) {
            return new AuthResult.Unavailable("silent");
        }
        Held user = held.get(login.name().text());
        if (user == null) {
            return new AuthResult.NoSuchUser();
        }
        if (!user.password().equals(login.password())) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        return AuthResult.passwordIsRight(user.account());
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
        if (silent) {
            return new LookupResult.Unavailable("silent");
        }
        Held user = held.get(name.text());
        return user == null
                ? new LookupResult.NoSuchUser()
                : new LookupResult.Found(user.account());
    }

    @Override
    public LookupResult lookup(MailAddress address) {
        return lookup(new LoginName(address.toString()));
    }

    @Override
    public LookupResult lookupNow(MailAddress address) {
        return lookup(address);
    }

    @Override
    public LookupResult lookupNow(UserId user) {
        return lookup(new LoginName(user.name()));
    }

    @Override
    public Watch watch(Consumer<UserChange> watcher) {
        return () -> {};
    }

    @Override
    public boolean healthy() {
        return !silent;
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
