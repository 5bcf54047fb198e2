package org.tohost.proxy.session;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.domain.Secret;
import org.tohost.common.sasl.Evidence;

/// The test of what a client has shown of who it is. However that went, the user database decides
/// whether this user may log in.
final class Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);

    private final ProxySession session;
    private final SessionDesk desk;
    private final Evidence evidence;
    private String name = "";

    Proof(ProxySession session, SessionDesk desk, Evidence evidence) {
        this.session = session;
        this.desk = desk;
        this.evidence = evidence;
    }

    /// {@return who it is about, as far as that is known; else an empty text}
    String name() {
        return name;
    }

    /// {@return the password, if that is what was shown}
    Optional<Secret> password() {
        return evidence instanceof Evidence.Password(_, Secret password)
                ? Optional.of(password)
                : Optional.empty();
    }

    /// Overwrites what is secret in it.
    void wipe() {
        evidence.wipe();
    }

    /// Tests it; `done` is called on the event loop of the session.
    void test(Consumer<AuthResult> done) {
        switch (evidence) {
            case Evidence.Password(LoginName user, Secret given) ->
                    desk.directory().check(eventLoop(), login(named(user), given), done);
            case Evidence.Token(Optional<LoginName> user, Secret token) -> {
                Optional<LoginName> asked = user.map(this::named);
                desk.testsTokens().test(eventLoop(), token, it -> tested(it, asked, done));
            }
            case Evidence.Proven(LoginName user) -> admit(named(user), done);
        }
    }

    /// The user of this name, with the domain of those who came in as this client did.
    private LoginName named(LoginName user) {
        LoginName full = desk.domains().complete(user, session::entrance);
        name = full.text();
        return full;
    }

    private Login login(LoginName user, Secret given) {
        return new Login(user, given, session.service(), session.client().address());
    }

    /// A token names its user in full. The client may have named the same user, perhaps in short;
    /// how it came in adds nothing to what the token says.
    private void tested(
            TokenCheck.Verdict verdict, Optional<LoginName> asked, Consumer<AuthResult> done) {
        switch (verdict) {
            case TokenCheck.Verdict.Good(LoginName user) -> {
                if (asked.isEmpty() || asked.get().isShortFor(user)) {
                    name = user.text();
                    admit(user, done);
                } else {
                    refuse("another user's", done);
                }
            }
            case TokenCheck.Verdict.Bad(String detail) -> refuse(detail, done);
            case TokenCheck.Verdict.Unavailable(String detail) ->
                    done.accept(new AuthResult.Unavailable(detail));
        }
    }

    private void refuse(String token, Consumer<AuthResult> done) {
        LOG.info("session {}: the token for \"{}\" is not taken: {}", session.id(), name, token);
        done.accept(new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD));
    }

    private void admit(LoginName user, Consumer<AuthResult> done) {
        desk.directory()
                .admit(
                        eventLoop(),
                        new Directory.Admission(
                                user, session.service(), session.client().address()),
                        done);
    }

    private Executor eventLoop() {
        return session.connection().eventLoop();
    }
}
