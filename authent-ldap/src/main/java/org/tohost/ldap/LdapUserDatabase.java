package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import java.time.Clock;
import java.util.Optional;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;

/// Users in an LDAP directory. Connects when it is first asked, reconnects by itself, and never has
/// more than two times the pool's size of connections.
public final class LdapUserDatabase implements UserDatabase {
    private final Deadline deadline;
    private final LDAPConnectionPool searches;
    private final LDAPConnectionPool binds;
    private final EntrySearch search;
    private final PasswordBind bind;
    private final Health health;

    /// Prepares the pools; connects to nothing yet.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the file with the CA is unusable
    public LdapUserDatabase(LdapSettings settings, Clock clock) {
        LdapServers servers = settings.servers();
        Pools pools = new Pools(servers);
        this.deadline = new Deadline(servers.timeout());
        this.searches = pools.searches();
        this.binds = pools.binds();
        this.search = new EntrySearch(searches, settings.entries(), servers.timeout());
        this.bind = new PasswordBind(binds, settings.entries());
        this.health = new Health(clock);
    }

    @Override
    public AuthResult check(LoginName login, Secret password) {
        if (password.isEmpty()) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        return deadline.call(
                () -> test(find(SearchName.of(login)), password),
                late -> new AuthResult.Unavailable(outage(late)));
    }

    @Override
    public LookupResult lookup(MailAddress address) {
        return deadline.call(
                () -> result(find(SearchName.of(address))),
                late -> new LookupResult.Unavailable(outage(late)));
    }

    @Override
    public boolean healthy() {
        return health.good(() -> deadline.call(this::probe, late -> outage(late).isEmpty()));
    }

    @Override
    public void close() {
        deadline.close();
        searches.close();
        binds.close();
    }

    private EntrySearch.Outcome find(SearchName name) {
        EntrySearch.Outcome found = search.find(name);
        if (found instanceof EntrySearch.Outcome.Failed(String detail)) {
            health.failed(detail);
        } else {
            health.answered();
        }
        return found;
    }

    private AuthResult test(EntrySearch.Outcome found, Secret password) {
        return switch (found) {
            case EntrySearch.Outcome.One(String dn, Account account) ->
                    switch (bind.bind(dn, password)) {
                        case PasswordBind.Outcome.Right() -> admit(account);
                        case PasswordBind.Outcome.Wrong() ->
                                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
                        case PasswordBind.Outcome.Failed(String detail) ->
                                new AuthResult.Unavailable(outage(detail));
                    };
            case EntrySearch.Outcome.None() ->
                    switch (bind.bindAsUnknown(password)) {
                        case PasswordBind.Outcome.Right(), PasswordBind.Outcome.Wrong() ->
                                new AuthResult.NoSuchUser();
                        case PasswordBind.Outcome.Failed(String detail) ->
                                new AuthResult.Unavailable(outage(detail));
                    };
            case EntrySearch.Outcome.Unusable(String why) -> new AuthResult.Unavailable(why);
            case EntrySearch.Outcome.Failed(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    private static AuthResult admit(Account account) {
        return switch (account.status()) {
            case OK -> new AuthResult.Accepted(account);
            case CLOSED -> new AuthResult.Rejected(AuthResult.Reason.CLOSED);
        };
    }

    private static LookupResult result(EntrySearch.Outcome found) {
        return switch (found) {
            case EntrySearch.Outcome.One(_, Account account) -> new LookupResult.Found(account);
            case EntrySearch.Outcome.None() -> new LookupResult.NoSuchUser();
            case EntrySearch.Outcome.Unusable(String why) -> new LookupResult.Unavailable(why);
            case EntrySearch.Outcome.Failed(String detail) -> new LookupResult.Unavailable(detail);
        };
    }

    private boolean probe() {
        Optional<String> trouble = search.probe();
        trouble.ifPresentOrElse(health::failed, health::answered);
        return trouble.isEmpty();
    }

    private String outage(String detail) {
        health.failed(detail);
        return detail;
    }
}
