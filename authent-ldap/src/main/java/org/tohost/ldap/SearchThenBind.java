package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.function.Supplier;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.domain.Secret;

/// Binds as the entry that was found.
record SearchThenBind(UserBinds binds, Pool searches, EntrySearch search, Complaints complaints)
        implements PasswordTest {
    @Override
    public Verdict test(Login login, Supplier<Finding> known) {
        return switch (known.get()) {
            case Finding.Found(String dn, Account account) -> bind(dn, account, login.password());
            case Finding.None() -> binds.asNobody(login.password());
            case Finding.Unavailable(String detail) -> new Verdict.Unclear(detail);
        };
    }

    private Verdict bind(String dn, Account account, Secret password) {
        try {
            binds.bind(dn, password);
            return new Verdict.Right(account);
        } catch (LDAPException e) {
            return switch (BindRefusal.of(e)) {
                case WRONG_PASSWORD -> new Verdict.Wrong();
                case NO_PASSWORD -> withoutPassword(dn);
                case GONE -> gone(dn);
                case FAILED -> new Verdict.Unclear(Words.of("bind", e));
            };
        }
    }

    private Verdict withoutPassword(String dn) {
        complaints.about(dn, "there is no password in the entry to bind with");
        return new Verdict.Wrong();
    }

    /// The entry may have been deleted since it was found. If it can still be read, the servers
    /// disagree, and that says nothing of the user.
    private Verdict gone(String dn) {
        try {
            return searches.use(c -> search.read(c, dn)) instanceof Finding.None
                    ? new Verdict.Nobody()
                    : new Verdict.Unclear("bind: no such object, but it can be read: " + dn);
        } catch (LDAPException e) {
            return new Verdict.Unclear(Words.of("read", e));
        }
    }
}
