package org.tohost.proxy.rehearsal;

import java.util.List;
import java.util.function.Supplier;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;

/// A source of users that knows one, by the name alone. Any thread.
///
/// @param owner the back-end of that user
record OneUser(UserId user, Secret password, NodeId owner) implements AuthentModule {
    @Override
    public String name() {
        return "rehearsal";
    }

    @Override
    public Finding find(UserKey key) {
        String asked =
                switch (key) {
                    case UserKey.Login(var name) -> name.text();
                    case UserKey.Address(var address) -> address.toString();
                    case UserKey.CatchAll(var domain) -> "@" + domain;
                };
        return asked.equals(user.name()) ? found() : new Finding.None();
    }

    private Finding found() {
        List<String> tohost = List.of(owner.name());
        return new Finding.Found(user.name(), new Account(user, tohost, Account.Status.OK));
    }

    @Override
    public AuthResult check(Login login, Supplier<Finding> known) {
        return switch (known.get()) {
            case Finding.Found(_, var account) ->
                    login.password().equals(password)
                            ? AuthResult.passwordIsRight(account)
                            : new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
            case Finding.None() -> new AuthResult.NoSuchUser();
            case Finding.Unavailable(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    @Override
    public void watch(Changes changes) {
        // nothing ever changes
    }

    @Override
    public boolean healthy() {
        return true;
    }

    @Override
    public void close() {
        // there is nothing to close
    }
}
