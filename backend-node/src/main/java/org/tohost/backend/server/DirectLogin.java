package org.tohost.backend.server;

import java.net.InetAddress;
import java.time.Duration;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.events.EventLog;
import org.tohost.common.events.LoginEvent;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.metrics.Meters;
import org.tohost.common.users.RefusalSettings;

/// Logs in clients that come without a proxy (`g_backend_direct`), against the same user database.
public final class DirectLogin {
    private final UserDatabase users;
    private final RefusalSettings refusals;
    private final boolean plainAllowed;
    private final Meters meters;
    private final EventLog events;

    /// `plainAllowed`: passwords may come in clear text from anywhere, not from loopback alone.
    public DirectLogin(
            UserDatabase users,
            RefusalSettings refusals,
            boolean plainAllowed,
            Meters meters,
            EventLog events) {
        this.users = users;
        this.refusals = refusals;
        this.plainAllowed = plainAllowed;
        this.meters = meters;
        this.events = events;
    }

    /// How a client tries to log in.
    public record Attempt(Service service, String mechanism, LoginName name, Secret password) {}

    /// {@return true if this client may send its password over this connection}
    public boolean mayLogIn(Connection connection) {
        return connection.secure() || plainAllowed || loopback(connection.client().address());
    }

    /// Checks the password and says so in the log. Returns late if the login is refused.
    ///
    /// @throws Failure.Refused if the password is wrong, the account closed, or TLS missing
    /// @throws Failure.Unavailable if the user database does not answer
    public Account login(Attempt attempt, Connection connection) {
        long begun = System.nanoTime();
        try {
            if (!mayLogIn(connection)) {
                throw new Failure.Refused(Refusal.TLS_REQUIRED, "password in clear text");
            }
            Account account = check(attempt, connection);
            connection.loggedIn(account.user().name());
            report(attempt, connection, LoginEvent.OK);
            return account;
        } catch (Failure.Refused | Failure.Unavailable e) {
            report(attempt, connection, LoginEvent.reasonOf(e));
            rest(refusals.pause(e, Duration.ofNanos(System.nanoTime() - begun)));
            throw e;
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the node stops
        }
    }

    private Account check(Attempt attempt, Connection connection) {
        Login login =
                new Login(
                        attempt.name(),
                        attempt.password(),
                        attempt.service(),
                        connection.client().address());
        return switch (users.check(login)) {
            case AuthResult.Accepted(Account account) -> account;
            case AuthResult.Rejected(AuthResult.Reason reason) ->
                    throw switch (reason) {
                        case WRONG_PASSWORD ->
                                new Failure.Refused(Refusal.AUTHENTICATION, "wrong password");
                        case CLOSED -> new Failure.Refused(Refusal.ACCOUNT, "account closed");
                        case NOT_ALLOWED ->
                                new Failure.Refused(Refusal.ACCOUNT, "not allowed here");
                    };
            case AuthResult.NoSuchUser() ->
                    throw new Failure.Refused(Refusal.AUTHENTICATION, "no such user");
            case AuthResult.Unavailable(String detail) ->
                    throw new Failure.Unavailable("user database: " + detail);
        };
    }

    private void report(Attempt attempt, Connection connection, String reason) {
        boolean accepted = reason.equals(LoginEvent.OK);
        meters.login(attempt.service(), accepted, reason);
        events.login(
                new LoginEvent(
                        connection.session(),
                        attempt.service(),
                        connection.client(),
                        attempt.name().text(),
                        attempt.mechanism(),
                        accepted,
                        reason));
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
