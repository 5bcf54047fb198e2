package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.Programs;
import org.tohost.common.users.Users;

/// What holds of every example in `deploy/ldap/mapping`: Ann, also called Anna, is on be1; Bob's
/// account on be2 is closed.
record Mapped(Settings settings, OptionalLong quota) {
    /// {@return the settings of an example, for the directory of the test}
    static Settings settings(String name, String url) {
        return Settings.of(url).reading(Programs.source("deploy/ldap/mapping/" + name + ".ini"));
    }

    /// Looks at all of it. `login` makes of a user's short name what the user types.
    void check(UnaryOperator<String> login, boolean catchAll) {
        try (Users users = settings.users()) {
            Account ann = account(users, "ann@example.test");
            assertEquals(new UserId("ann@example.test"), ann.user());
            assertEquals("[be1]", ann.tohost().toString());
            assertEquals(Account.Status.OK, ann.status());
            assertEquals(quota, ann.quota());
            assertEquals(ann, account(users, "Anna@Example.Test"));
            assertEquals(Account.Status.CLOSED, account(users, "bob@example.test").status());
            assertEquals(
                    catchAll ? new LookupResult.Found(ann) : new LookupResult.NoSuchUser(),
                    users.lookup(MailAddress.parse("whoever@example.test")));
            assertEquals(
                    new AuthResult.Accepted(ann),
                    users.check(Settings.login(login.apply("ann"), "ann secret")));
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.CLOSED),
                    users.check(Settings.login(login.apply("bob"), "bob secret")));
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                    users.check(Settings.login(login.apply("ann"), "bob secret")));
        }
    }

    private static Account account(UserDatabase users, String address) {
        return assertInstanceOf(LookupResult.Found.class, users.lookup(MailAddress.parse(address)))
                .account();
    }
}
