package org.tohost.common.users;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.metrics.Meters;

/// Decides logins: the module tests the password, the access groups come after it.
///
/// No login is refused by what is kept alone: if the module was told of an entry by an answer that
/// began before the login did, a refusal counts only once a new search has found the same. A wrong
/// password and an unknown user cost the same thereby: one test, and one search. Any thread.
final class LoginCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LoginCheck.class);

    private final AuthentModule module;
    private final Routes routes;
    private final AccessGroups access;
    private final PasswordCache passwords;
    private final Clock clock;
    private final Meters meters;

    LoginCheck(
            AuthentModule module,
            Routes routes,
            AccessGroups access,
            PasswordCache passwords,
            Users.Tools tools) {
        this.module = module;
        this.routes = routes;
        this.access = access;
        this.passwords = passwords;
        this.clock = tools.clock();
        this.meters = tools.meters();
    }

    /// A login under way, and the moment at which it began.
    private record Attempt(Login login, long begun, long since) {}

    /// {@return whether the login is let in; an empty password never is, and is not asked about}
    AuthResult check(Login login) {
        if (login.password().isEmpty()) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        Attempt attempt = new Attempt(login, routes.tick(), clock.millis());
        Optional<AuthResult> recalled =
                passwords.recall(login).map(account -> admit(login, account));
        if (recalled.isPresent() && recalled.get() instanceof AuthResult.Accepted) {
            meters.usersPassword(false);
            return recalled.get();
        }
        Known known = new Known(login);
        AuthResult result = ask(attempt, known);
        return refuses(result) && known.isOlderThan(attempt)
                ? confirm(attempt, result, known.get())
                : result;
    }

    /// {@return whether a user whose name is proven is let in, by a search that begins now}
    AuthResult admit(LoginName name, Service service, String address) {
        return switch (routes.findNow(new UserKey.Login(name)).finding()) {
            case Finding.Found(_, var account) ->
                    switch (account.status()) {
                        case OK -> admit(account, service, address);
                        case CLOSED -> new AuthResult.Rejected(AuthResult.Reason.CLOSED);
                    };
            case Finding.None() -> new AuthResult.NoSuchUser();
            case Finding.Unavailable(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    /// A refusal stands if a new search finds what was known.
    private AuthResult confirm(Attempt attempt, AuthResult refusal, Finding known) {
        Finding now = routes.findNow(new UserKey.Login(attempt.login().name())).finding();
        if (now instanceof Finding.Unavailable(String detail)) {
            return outage(attempt.login(), detail);
        }
        return now.equals(known) ? refusal : ask(attempt, () -> now);
    }

    private AuthResult ask(Attempt attempt, Supplier<Finding> known) {
        Login login = attempt.login();
        AuthResult result = test(login, known);
        return switch (result) {
            case AuthResult.Accepted(Account account) -> {
                passwords.accepted(login, account, attempt.begun(), attempt.since());
                yield admit(login, account);
            }
            case AuthResult.Rejected _, AuthResult.NoSuchUser _ -> {
                passwords.refused(login);
                yield result;
            }
            case AuthResult.Unavailable(String detail) -> outage(login, detail);
        };
    }

    private AuthResult test(Login login, Supplier<Finding> known) {
        try {
            return module.check(login, known);
        } catch (Failure.Unavailable e) {
            return new AuthResult.Unavailable(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("bug in the user database {}", module.name(), e);
            return new AuthResult.Unavailable(e.toString());
        }
    }

    private AuthResult admit(Login login, Account account) {
        return admit(account, login.service(), login.address());
    }

    /// What the password has opened, the access groups may still bar.
    private AuthResult admit(Account account, Service service, String address) {
        try {
            return access.admits(account, service, address)
                    ? new AuthResult.Accepted(account)
                    : new AuthResult.Rejected(AuthResult.Reason.NOT_ALLOWED);
        } catch (Failure.Unavailable e) {
            return new AuthResult.Unavailable(e.getMessage());
        }
    }

    private AuthResult outage(Login login, String detail) {
        AuthResult recalled =
                passwords
                        .recallStale(login)
                        .map(account -> admit(login, account))
                        .orElseGet(() -> new AuthResult.Unavailable(detail));
        if (recalled instanceof AuthResult.Accepted) {
            meters.usersPassword(true);
            return recalled;
        }
        return new AuthResult.Unavailable(detail);
    }

    private static boolean refuses(AuthResult result) {
        return switch (result) {
            case AuthResult.Accepted _, AuthResult.Unavailable _ -> false;
            case AuthResult.Rejected _, AuthResult.NoSuchUser _ -> true;
        };
    }

    /// What is known of a login's name, asked for once at most.
    private final class Known implements Supplier<Finding> {
        private final UserKey key;
        private @Nullable Answer answer;

        Known(Login login) {
            this.key = new UserKey.Login(login.name());
        }

        @Override
        public Finding get() {
            Answer asked = answer;
            if (asked == null) {
                asked = routes.find(key);
                answer = asked;
            }
            return asked.finding();
        }

        /// {@return true if it was asked for, and was found by a search that began before this}
        boolean isOlderThan(Attempt attempt) {
            return answer != null && answer.begun() <= attempt.begun();
        }
    }
}
