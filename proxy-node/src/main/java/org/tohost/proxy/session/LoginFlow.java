package org.tohost.proxy.session;

import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.events.LoginEvent;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.proxy.dialogue.Credentials;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.dialogue.Step;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.Route;

/// A login: password, owner, back-end. If the owner does not take the user it is looked up once
/// more, for the user may have moved while the answer was on its way.
final class LoginFlow {
    private final ProxySession session;
    private final SessionDesk desk;
    private String name = "";
    private String mechanism = "";
    private List<Route> tried = List.of();

    LoginFlow(ProxySession session, SessionDesk desk) {
        this.session = session;
        this.desk = desk;
    }

    /// One that was refused without asking anybody.
    void refused(Step.Refused step) {
        mechanism = step.mechanism();
        report(false, LoginEvent.reasonOf(step.failure()));
    }

    void begin(Step.Authenticate step) {
        name = step.credentials().name().text();
        mechanism = step.mechanism();
        if (step.handover() instanceof Handover.Submission submission) {
            session.introduce(submission.helo());
        }
        desk.directory()
                .check(
                        session.connection().eventLoop(),
                        login(step.credentials()),
                        result -> {
                            step.credentials().password().wipe();
                            checked(result, step.handover());
                        });
    }

    private Login login(Credentials credentials) {
        return new Login(
                credentials.name(),
                credentials.password(),
                session.service(),
                session.client().address());
    }

    private void checked(AuthResult result, Handover handover) {
        switch (result) {
            case AuthResult.Accepted accepted -> {
                name = accepted.account().user().name();
                route(accepted.account(), handover);
            }
            case AuthResult.NoSuchUser _ -> failed(wrong());
            case AuthResult.Rejected(AuthResult.Reason reason) ->
                    failed(
                            switch (reason) {
                                case WRONG_PASSWORD -> wrong();
                                case CLOSED ->
                                        new Failure.Refused(Refusal.ACCOUNT, "account closed");
                                case NOT_ALLOWED ->
                                        new Failure.Refused(Refusal.ACCOUNT, "not allowed here");
                            });
            case AuthResult.Unavailable(String detail) -> failed(new Failure.Unavailable(detail));
        }
    }

    /// The same for a wrong password and for no such user.
    private static Failure wrong() {
        return new Failure.Refused(Refusal.AUTHENTICATION, "wrong name or password");
    }

    private void route(Account account, Handover handover) {
        if (session.isOver()) {
            report(false, LoginEvent.GONE);
            return;
        }
        try {
            List<Route> routes = desk.router().forUser(session.service(), account);
            boolean again = !tried.isEmpty();
            if (again && tried.containsAll(routes)) {
                failed(new Failure.Unavailable("still owned by " + routes.getFirst().node()));
                return;
            }
            tried = routes;
            new Transfers(
                            session,
                            desk.connector(),
                            handover,
                            Optional.of(account.user()),
                            new Transfers.Ends(
                                    this::arrived,
                                    failure -> refusedByOwner(failure, account, again, handover)))
                    .attempt(routes);
        } catch (Failure.Unavailable e) {
            failed(e);
        }
    }

    private void refusedByOwner(
            Failure failure, Account account, boolean again, Handover handover) {
        if (again || !(failure instanceof Failure.Unavailable)) {
            failed(failure);
            return;
        }
        desk.directory()
                .lookupNow(
                        session.connection().eventLoop(),
                        account.user(),
                        result -> {
                            switch (result) {
                                case LookupResult.Found(Account found) -> again(found, handover);
                                case LookupResult.NoSuchUser _, LookupResult.Unavailable _ ->
                                        failed(failure);
                            }
                        });
    }

    /// The account as it is now, when the owner it had a moment ago did not take the user.
    private void again(Account account, Handover handover) {
        switch (account.status()) {
            case OK -> route(account, handover);
            case CLOSED -> failed(new Failure.Refused(Refusal.ACCOUNT, "account closed"));
        }
    }

    private void arrived(BackendConnector.Arrival arrival) {
        report(true, LoginEvent.OK);
        session.belongsTo(name);
        session.arrived(arrival);
    }

    private void failed(Failure failure) {
        report(false, LoginEvent.reasonOf(failure));
        session.failed(failure);
    }

    private void report(boolean accepted, String reason) {
        desk.meters().login(session.service(), accepted, reason);
        desk.events()
                .login(
                        new LoginEvent(
                                session.id(),
                                session.service(),
                                session.client(),
                                name,
                                mechanism,
                                accepted,
                                reason));
    }
}
