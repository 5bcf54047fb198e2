package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.Secret;
import org.tohost.common.metrics.Meters;
import org.tohost.common.password.Passwords;
import org.tohost.ldap.push.ChangeListener;
import org.tohost.ldap.push.PushMode;

/// Users in an LDAP directory. Connects when it is first asked, reconnects by itself, and never has
/// more than two times the pool's size of connections, one while the directory is in doubt, and one
/// that changes come by.
public final class LdapModule implements AuthentModule {
    private final LdapSettings settings;
    private final Pools.Surroundings around;
    private final Deadline deadline;
    private final Pools pools;
    private final EntrySearch search;
    private final PasswordTest test;
    private volatile @Nullable ChangeListener listener;

    /// Prepares the pools; connects to nothing yet.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the file with the CA is unusable
    public LdapModule(LdapSettings settings, Clock clock, RandomGenerator random, Meters meters) {
        LdapServers servers = settings.servers();
        this.around = new Pools.Surroundings(clock, random, Thread::sleep, meters);
        var complaints = new Complaints(clock);
        this.settings = settings;
        this.pools = new Pools(servers, settings.lookup().base().fixed(), around);
        this.deadline = new Deadline(servers.timeout());
        this.search =
                new EntrySearch(new EntryReader(settings.entries(), complaints), servers.timeout());
        this.test = test(complaints, random);
    }

    private PasswordTest test(Complaints complaints, RandomGenerator random) {
        UserBinds binds = new UserBinds(pools.binds(), settings.unknown());
        return switch (settings.check().mode()) {
            case SEARCH -> new SearchThenBind(binds, pools.searches(), search, complaints);
            case DIRECT -> {
                BindName name = settings.check().checkDn().orElseThrow();
                var names = new DirectBind.Names(name, complaints);
                boolean searches = settings.servers().bindDn().isPresent();
                yield new DirectBind(binds, search, settings.lookup(), names, searches);
            }
            case COMPARE ->
                    new PasswordCompare(
                            new StoredPasswords(pools.searches(), settings.passwordAttributes()),
                            new Passwords(processorsForPasswords(), random),
                            settings.unknown(),
                            complaints);
        };
    }

    /// All but one, so that slow hashes do not take everything.
    private static int processorsForPasswords() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public Finding find(UserKey key) {
        Optional<EntryQuery> query = settings.lookup().query(key);
        return query.isEmpty()
                ? new Finding.None()
                : deadline.call(
                        () -> find(query.get()), late -> new Finding.Unavailable(outage(late)));
    }

    @Override
    public AuthResult check(Login login, Supplier<Finding> known) {
        if (!mayBeRight(login.password())) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        return deadline.call(
                () -> answer(test.test(login, known)),
                late -> new AuthResult.Unavailable(outage(late)));
    }

    /// {@return what edits the users, with the rights of the service account; it uses connections
    /// of its own}
    public UserEditor editor() {
        return new LdapUserEditor(pools, settings, new Passwords(1, around.random()));
    }

    @Override
    public void watch(Changes changes) {
        if (settings.push().mode() != PushMode.OFF) {
            listener = ChangeWatch.start(settings, pools, around, changes);
        }
    }

    @Override
    public boolean healthy() {
        return pools.health().good();
    }

    @Override
    public void close() {
        ChangeListener listening = listener;
        if (listening != null) {
            listening.close();
        }
        deadline.close();
        pools.close();
    }

    /// An empty password would be an unauthenticated bind, which servers answer with success (RFC
    /// 4513 5.1.2). So would, with a server that reads up to a NUL, one that begins with it; no
    /// password holds a NUL (RFC 8265 4.2).
    private static boolean mayBeRight(Secret password) {
        return !password.isEmpty() && password.text().indexOf('\0') < 0;
    }

    private Finding find(EntryQuery query) {
        try {
            return pools.searches().use(connection -> search.find(connection, query));
        } catch (LDAPException e) {
            return new Finding.Unavailable(outage(Words.of("search", e)));
        }
    }

    private static AuthResult answer(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Right(Account account) -> AuthResult.passwordIsRight(account);
            case Verdict.Wrong() -> new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
            case Verdict.Nobody() -> new AuthResult.NoSuchUser();
            case Verdict.Unclear(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    /// What is no answer about a user speaks against the directory.
    private String outage(String detail) {
        pools.health().failed(detail);
        return detail;
    }
}
