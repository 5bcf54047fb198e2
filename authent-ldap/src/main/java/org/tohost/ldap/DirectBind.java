package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.Secret;

/// Binds by a name made of the login's, then reads the entry over the same connection, with the
/// user's own rights.
///
/// Most directories refuse a name that does not exist as they refuse a wrong password. Who it was
/// only a look-up can tell: there is one after each refusal if a service account `searches`.
record DirectBind(
        UserBinds binds, EntrySearch search, LdapLookup lookup, Names names, boolean searches)
        implements PasswordTest {
    /// What to bind as, and whom to tell of entries that their users cannot read.
    record Names(BindName template, Complaints complaints) {}

    @Override
    public Verdict test(Login login, Supplier<Finding> known) {
        Optional<String> name = SearchName.of(login.name()).flatMap(names.template::of);
        if (name.isEmpty()) {
            return binds.asNobody(login.password());
        }
        SimpleBindRequest request = UserBinds.request(name.get(), login.password());
        try {
            Verdict verdict = binds.pool().use(connection -> bind(connection, request, login));
            return verdict instanceof Verdict.Wrong && searches ? refused(known.get()) : verdict;
        } catch (LDAPException e) {
            return new Verdict.Unclear(Words.of("bind", e));
        }
    }

    private static Verdict refused(Finding known) {
        return switch (known) {
            case Finding.Found _ -> new Verdict.Wrong();
            case Finding.None() -> new Verdict.Nobody();
            case Finding.Unavailable(String detail) -> new Verdict.Unclear(detail);
        };
    }

    private Verdict bind(LDAPConnection connection, SimpleBindRequest request, Login login)
            throws LDAPException {
        try {
            var _ = connection.bind(request);
        } catch (LDAPException e) {
            return switch (BindRefusal.of(e)) {
                case WRONG_PASSWORD, NO_PASSWORD -> new Verdict.Wrong();
                case GONE -> gone(connection);
                case FAILED -> {
                    if (isNobodysName(connection, e)) {
                        yield new Verdict.Nobody();
                    }
                    throw e;
                }
            };
        }
        return verdict(request.getBindDN(), readOwn(connection, request.getBindDN(), login));
    }

    /// {@return true if the directory takes the template, but not with this name in it: letters
    /// beyond ASCII in an attribute that has none, for example}
    private boolean isNobodysName(LDAPConnection connection, LDAPException refused) {
        Optional<String> plain = names.template.of(SearchName.PLAIN);
        if (!EntrySearch.isNoDn(refused) || plain.isEmpty()) {
            return false;
        }
        try {
            var _ = connection.bind(UserBinds.request(plain.get(), Secret.of("nobody's")));
            return true;
        } catch (LDAPException e) {
            return BindRefusal.of(e) != BindRefusal.FAILED;
        }
    }

    private Finding readOwn(LDAPConnection connection, String name, Login login)
            throws LDAPException {
        return switch (names.template) {
            case BindName.Entry _ -> search.read(connection, name);
            case BindName.Principal _ -> {
                Optional<EntryQuery> query = lookup.query(new UserKey.Login(login.name()));
                yield query.isPresent() ? search.find(connection, query.get()) : new Finding.None();
            }
        };
    }

    private Verdict verdict(String name, Finding own) {
        return switch (own) {
            case Finding.Found(_, Account account) -> new Verdict.Right(account);
            case Finding.None() -> {
                names.complaints.about(name, "logged in, but cannot read its own entry");
                yield new Verdict.Unclear("its own entry cannot be read by " + name);
            }
            case Finding.Unavailable(String detail) -> new Verdict.Unclear(detail);
        };
    }

    /// There is no such entry. If those above it are not there either, nothing is known of users.
    /// After a bind that failed, the connection has nobody's rights (RFC 4511 4.2.1).
    private Verdict gone(LDAPConnection connection) throws LDAPException {
        DN above =
                switch (names.template) {
                    case BindName.Entry(DnTemplate template) -> template.fixed();
                    case BindName.Principal _ -> lookup.base().fixed();
                };
        var _ = EntrySearch.nobodyBelow(connection, above);
        return new Verdict.Nobody();
    }
}
