package org.tohost.proxy.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.events.LoginEvent;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.dialogue.Step;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.Route;

/// A login: proof, owner, back-end. If the owner does not take the user it is looked up once more,
/// for the user may have moved while the answer was on its way.
final class LoginFlow {
    private final ProxySession session;
    private final SessionDesk desk;
    private final Instant begun;
    private String name = "";
    private String mechanism = "";
    private Optional<Proof> proof = Optional.empty();
    private List<Route> tried = List.of();
    private Optional<Failure> refusal = Optional.empty();

    LoginFlow(ProxySession session, SessionDesk desk) {
        this.session = session;
        this.desk = desk;
        this.begun = desk.clock().instant();
    }

    /// One that was refused without asking anybody.
    void refused(Step.Refused step) {
        name = step.name();
        mechanism = step.mechanism();
        report(false, LoginEvent.reasonOf(step.failure()));
    }

    /// A mechanism needs to know what is kept of a password. It is asked for past every cache: what
    /// decides about a login must not be older than the login. A user of whom nothing is kept, or
    /// whom nobody knows, has a decoy.
    void ask(Step.AskVerifier step) {
        LoginName user = full(step.name());
        name = user.text();
        mechanism = step.mechanism();
        desk.directory()
                .lookupNow(
                        session.connection().eventLoop(),
                        user,
                        result -> {
                            switch (result) {
                                case LookupResult.Found(Account account) ->
                                        tell(
                                                account.scram()
                                                        .orElseGet(() -> desk.decoys().of(user)));
                                case LookupResult.NoSuchUser() -> tell(desk.decoys().of(user));
                                case LookupResult.Unavailable(String detail) ->
                                        failed(new Failure.Unavailable(detail));
                            }
                        });
    }

    private void tell(ScramVerifier verifier) {
        session.connection()
                .after(desk.refusals().challengePause(spent()), () -> session.told(verifier));
    }

    private Duration spent() {
        return Duration.between(begun, desk.clock().instant());
    }

    void begin(Step.Authenticate step) {
        Proof shown = new Proof(session, desk, step.evidence());
        proof = Optional.of(shown);
        mechanism = step.mechanism();
        if (step.handover() instanceof Handover.Submission submission) {
            session.introduce(submission.helo());
        }
        shown.test(result -> checked(shown, result, step.handover()));
    }

    /// The name with the domain of those who came in as this client did.
    private LoginName full(LoginName user) {
        return desk.domains().complete(user, session::entrance);
    }

    private void checked(Proof shown, AuthResult result, Handover handover) {
        name = shown.name();
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
            boolean again = refusal.isPresent();
            if (again && tried.containsAll(routes)) {
                failed(refusal.get());
                return;
            }
            tried = routes;
            new Transfers(
                            session,
                            desk.connector(),
                            handover,
                            session.passenger(
                                    Optional.of(account.user()), proof.flatMap(Proof::password)),
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
        if (again || !mayHaveMoved(failure)) {
            failed(failure);
            return;
        }
        refusal = Optional.of(failure);
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

    /// A server of another make calls the password wrong when it no longer has the user.
    private static boolean mayHaveMoved(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable _ -> true;
            case Failure.Refused refused -> refused.refusal() == Refusal.AUTHENTICATION;
            case Failure.Syntax _ -> false;
        };
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
        session.connection()
                .after(desk.refusals().pause(failure, spent()), () -> session.failed(failure));
    }

    /// The end, whichever it is.
    private void report(boolean accepted, String reason) {
        proof.ifPresent(Proof::wipe);
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
