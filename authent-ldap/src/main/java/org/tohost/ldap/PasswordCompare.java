package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.password.Passwords;

/// Reads what is stored of the password, and compares.
record PasswordCompare(
        StoredPasswords stored, Passwords passwords, String unknown, Complaints complaints)
        implements PasswordTest {
    @Override
    public Verdict test(Login login, Supplier<Finding> known) {
        try {
            return switch (known.get()) {
                case Finding.Found(String dn, Account account) ->
                        compare(dn, account, login.password());
                case Finding.None() -> {
                    var _ = stored.read(unknown);
                    yield pretend(login.password());
                }
                case Finding.Unavailable(String detail) -> new Verdict.Unclear(detail);
            };
        } catch (LDAPException e) {
            return new Verdict.Unclear(Words.of("read", e));
        }
    }

    private Verdict compare(String dn, Account account, Secret password) throws LDAPException {
        Optional<List<String>> values = stored.read(dn);
        if (values.isEmpty()) {
            return pretend(password);
        }
        if (values.get().isEmpty()) {
            return unclear(dn, "there is no password in the entry that can be read");
        }
        try {
            return passwords.matches(values.get(), password)
                    ? new Verdict.Right(account)
                    : new Verdict.Wrong();
        } catch (Failure.Unavailable e) {
            return e.outage() == Outage.MISCONFIGURED
                    ? unclear(dn, e.getMessage())
                    : new Verdict.Unclear(e.getMessage());
        }
    }

    private Verdict unclear(String dn, String text) {
        complaints.about(dn, text);
        return new Verdict.Unclear(text + ": " + dn);
    }

    /// An unknown user costs what a wrong password costs.
    private Verdict pretend(Secret password) {
        try {
            passwords.pretend(password);
            return new Verdict.Nobody();
        } catch (Failure.Unavailable e) {
            return new Verdict.Unclear(e.getMessage());
        }
    }
}
