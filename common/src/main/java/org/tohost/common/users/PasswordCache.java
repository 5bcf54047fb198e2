package org.tohost.common.users;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.Secret;

/// Passwords that were right, kept with the routes of their users; off unless
/// `g_authent_password_cache` or `g_authent_stale_passwords` says otherwise.
///
/// What is kept is a salted HMAC-SHA-256 with a random key of this process. It never leaves memory,
/// and goes with the route when the entry changes, or when a password is refused. Any thread.
final class PasswordCache {
    private static final String HMAC = "HmacSHA256";

    private final Routes routes;
    private final UsersSettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final SecretKeySpec key;

    PasswordCache(Routes routes, UsersSettings settings, Users.Tools tools) {
        this.routes = routes;
        this.settings = settings;
        this.clock = tools.clock();
        this.random = tools.random();
        this.key = new SecretKeySpec(bytes(32), HMAC);
    }

    /// {@return the account of a login whose password was right lately, the account as it is known
    /// now}
    Optional<Account> recall(Login login) {
        UserKey name = new UserKey.Login(login.name());
        long life = settings.passwordTtl().toMillis();
        return life == 0
                ? Optional.empty()
                : known(login, life)
                        .filter(route -> !mayHaveMissed(route))
                        .filter(route -> routes.find(name).finding().equals(route.finding()))
                        .flatMap(PasswordCache::account);
    }

    /// {@return the account of a login whose password was right, and the account known, before the
    /// database fell silent, if such passwords may be used}
    Optional<Account> recallStale(Login login) {
        long life = settings.stale().toMillis();
        return settings.stalePasswords()
                ? known(login, life)
                        .filter(route -> route.isYounger(life, clock.millis()))
                        .flatMap(PasswordCache::account)
                : Optional.empty();
    }

    /// The password of the login is right, by a check that began at this tick and time.
    void accepted(Login login, Account account, long begun, long since) {
        if (settings.passwordTtl().isZero() && !settings.stalePasswords()) {
            return;
        }
        UserKey name = new UserKey.Login(login.name());
        if (routes.find(name).finding() instanceof Finding.Found) {
            Secret salt = Secret.of(bytes(16));
            routes.accepted(
                    name, account, new KnownPassword(salt, hash(salt, login), begun, since));
        }
    }

    /// The login was refused.
    void refused(Login login) {
        routes.refused(new UserKey.Login(login.name()));
    }

    private Optional<Route> known(Login login, long life) {
        return routes.kept(new UserKey.Login(login.name()))
                .filter(route ->
                        route.password()
                                .filter(right -> right.isYounger(life, clock.millis()))
                                .filter(right -> fits(right, login))
                                .isPresent());
    }

    private boolean fits(KnownPassword right, Login login) {
        return right.hash().equals(hash(right.salt(), login));
    }

    private boolean mayHaveMissed(Route route) {
        return route.password().filter(right -> routes.missedSince(right.begun())).isPresent();
    }

    private static Optional<Account> account(Route route) {
        return route.finding() instanceof Finding.Found(_, var account)
                        && account.status() == Account.Status.OK
                ? Optional.of(account)
                : Optional.empty();
    }

    private Secret hash(Secret salt, Login login) {
        byte[] password = login.password().octets();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(salt.octets());
            return Secret.of(mac.doFinal(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private byte[] bytes(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }
}
