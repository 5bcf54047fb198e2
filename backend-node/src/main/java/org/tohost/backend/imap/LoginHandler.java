package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.imap.command.LoginCommand;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Peer;
import org.tohost.backend.server.UserSessions.Need;
import org.tohost.backend.store.Quota;
import org.tohost.backend.store.UserStore;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.sasl.PlainMessage;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.wire.Frame;

/// How a session gets its user: nodes by ticket, clients by password, neither by the other's way.
final class LoginHandler {
    private final Connection connection;
    private final ImapServer.Services services;
    private final Capabilities capabilities;
    private final ImapWriter out;

    LoginHandler(
            Connection connection,
            ImapServer.Services services,
            Capabilities capabilities,
            ImapWriter out) {
        this.capabilities = capabilities;
        this.connection = connection;
        this.services = services;
        this.out = out;
    }

    /// {@return what is announced before login}
    String capabilities() {
        return capabilities.before(
                connection, services.logins().mayLogIn(connection), mayStartTls());
    }

    /// {@return the greeting's words; a node finds its challenge in them}
    String greeting() {
        String challenge =
                switch (connection.peer()) {
                    case Peer.Node node -> node.challenge() + " ";
                    case Peer.Direct() -> "";
                };
        return "OK [CAPABILITY " + capabilities() + "] " + challenge + "Tohost IMAP ready";
    }

    /// {@return true if STARTTLS is possible now}
    boolean mayStartTls() {
        return services.tls().isPresent()
                && !connection.secure()
                && connection.peer() instanceof Peer.Direct;
    }

    /// STARTTLS: answers, then goes on in TLS.
    void startTls(String tag) throws IOException {
        out.tagged(tag, "OK Begin TLS");
        connection.startTls(services.tls().orElseThrow());
    }

    /// LOGIN. {@return the user's mail}
    UserStore login(LoginCommand.Login command) {
        return byPassword("LOGIN", command.user(), command.password());
    }

    /// AUTHENTICATE. {@return the user's mail}
    UserStore authenticate(LoginCommand.Authenticate command) throws IOException {
        return switch (connection.peer()) {
            case Peer.Node _ -> {
                requireMechanism(command, TicketCodec.MECHANISM);
                yield byTicket(response(command));
            }
            case Peer.Direct() -> {
                requireMechanism(command, "PLAIN");
                if (!services.logins().mayLogIn(connection)) {
                    throw new Failure.Refused(Refusal.TLS_REQUIRED, "PLAIN in clear text");
                }
                PlainMessage message = PlainMessage.parse(response(command));
                yield byPassword("PLAIN", message.authcid(), message.password());
            }
        };
    }

    private UserStore byTicket(byte[] signed) {
        Ticket ticket = services.tickets().accept(signed, connection, Set.of(Service.IMAP));
        UserId user =
                ticket.user()
                        .orElseThrow(() ->
                                new Failure.Refused(
                                        Refusal.AUTHENTICATION, "ticket without a user"));
        return mail(user);
    }

    private UserStore mail(UserId user) {
        Quota quota = services.ownership().admit(user, connection, Need.OWNERSHIP);
        return services.store().user(user).within(quota);
    }

    private UserStore byPassword(String mechanism, LoginName name, Secret password) {
        if (!(connection.peer() instanceof Peer.Direct)) {
            throw new Failure.Syntax("nodes come with a ticket");
        }
        try {
            Account account =
                    services.logins()
                            .login(
                                    new DirectLogin.Attempt(
                                            Service.IMAP, mechanism, name, password),
                                    connection);
            return mail(account.user());
        } finally {
            password.wipe();
        }
    }

    private static void requireMechanism(LoginCommand.Authenticate command, String only) {
        if (!command.mechanism().equals(only)) {
            throw new Failure.Refused(Refusal.NOT_PERMITTED, "mechanism " + command.mechanism());
        }
    }

    /// {@return the client's response: the initial one, or the one that it is asked for}
    private byte[] response(LoginCommand.Authenticate command) throws IOException {
        if (command.initial().isPresent()) {
            return Base64Lines.initialResponse(command.initial().get());
        }
        out.goOn("");
        Optional<Frame> frame = connection.readFrame();
        if (frame.isPresent() && frame.get() instanceof Frame.Line line) {
            if (line.text().equals("*")) {
                throw new Failure.Syntax("AUTHENTICATE was cancelled");
            }
            return Base64Lines.decode(line.octets());
        }
        throw new Failure.Syntax("expected a line in Base64");
    }
}
