package org.tohost.proxy.route;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendTls;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// The terms on which a server of another make takes a session over.
///
/// @param startTls true if TLS has to be started before anything else is said
/// @param login what it is shown; nothing for a session without user
/// @param facts of the client
/// @param forward how it is told of them
record HostTerms(
        boolean startTls,
        Optional<PlainLogin> login,
        ClientFacts facts,
        BackendLogin.Forward forward) {
    /// {@return the terms for this way and passenger}
    ///
    /// @param reached the address of ours that the client is connected to
    /// @throws Failure.Unavailable if the host wants a password and none is at hand
    /// @throws Failure.Refused if the password cannot be the right one
    static HostTerms of(Route route, Passenger passenger, InetSocketAddress reached) {
        return new HostTerms(
                route.address().tls(route.service()) == BackendTls.Mode.STARTTLS,
                passenger.user().map(user -> login(route, user, passenger.password())),
                new ClientFacts(passenger.client(), reached, passenger.session()),
                route.address().login().forward());
    }

    private static PlainLogin login(Route route, UserId user, Optional<Secret> password) {
        BackendLogin login = route.address().login();
        return switch (login.kind()) {
            case MASTER -> PlainLogin.master(login, user);
            case PASSWORD ->
                    PlainLogin.user(
                            login,
                            user,
                            password.orElseThrow(() ->
                                    Failure.Unavailable.misconfigured(
                                            route.node()
                                                    + " wants the user's password, and the login"
                                                    + " of the client has none")));
            case TICKET -> throw new IllegalStateException("a back-end of ours takes a ticket");
        };
    }

    /// {@return what a user's session logs in with}
    PlainLogin user() {
        return login.orElseThrow(() -> new IllegalStateException("a session without user"));
    }

    /// {@return the facts that ID shall tell}
    Optional<ClientFacts> byId() {
        return switch (forward) {
            case ID, XCLIENT -> Optional.of(facts);
            case NONE, PROXY -> Optional.empty();
        };
    }

    /// {@return the facts that XCLIENT shall tell}
    Optional<ClientFacts> byXclient() {
        return forward == BackendLogin.Forward.XCLIENT ? Optional.of(facts) : Optional.empty();
    }
}
