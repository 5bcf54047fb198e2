package org.tohost.backend.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Peer;
import org.tohost.backend.server.UserSessions.Need;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.sasl.PlainMessage;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.wire.Frame;

/// Who a session acts for, and how that comes about: a ticket for nodes, AUTH PLAIN and LOGIN (RFC
/// 4954) for direct submission. Once settled it stays.
final class SmtpAuthentication {
    private static final SmtpReply DONE = SmtpReply.of(235, "2.7.0", "Authentication succeeded");

    private final Service service;
    private final SmtpDesk desk;
    private final Connection connection;
    private Rights rights;

    SmtpAuthentication(Service service, SmtpDesk desk, Connection connection) {
        this.service = service;
        this.desk = desk;
        this.connection = connection;
        this.rights =
                switch (connection.peer()) {
                    case Peer.Node _ -> new Rights.None();
                    case Peer.Direct _ ->
                            service == Service.SMTP ? new Rights.Inbound() : new Rights.None();
                };
    }

    Rights rights() {
        return rights;
    }

    /// {@return what EHLO announces at this point}
    List<String> keywords() {
        if (mayStartTls()) {
            return logsIn() ? List.of("STARTTLS", "AUTH PLAIN LOGIN") : List.of("STARTTLS");
        }
        if (takesTicket()) {
            return List.of("AUTH " + TicketCodec.MECHANISM);
        }
        return logsIn() ? List.of("AUTH PLAIN LOGIN") : List.of();
    }

    /// Not after a login in clear text: somebody between could have made it, and it must not count
    /// in TLS (RFC 3207 4.2).
    boolean mayStartTls() {
        return switch (connection.peer()) {
            case Peer.Node _ -> false;
            case Peer.Direct _ ->
                    desk.tls().isPresent()
                            && !connection.secure()
                            && !(rights instanceof Rights.Submission);
        };
    }

    /// RFC 4954 4.
    ///
    /// @throws Failure if the login is refused or cannot be decided
    SmtpReply auth(String argument) throws IOException {
        int space = argument.indexOf(' ');
        String mechanism = space < 0 ? argument : argument.substring(0, space);
        String initial = space < 0 ? "" : argument.substring(space + 1).strip();
        if (!takesTicket() && !logsIn()) {
            return SmtpReply.of(503, "5.5.1", "Not in this session");
        }
        return switch (mechanism.toUpperCase(Locale.ROOT)) {
            case TicketCodec.MECHANISM -> takesTicket() ? ticket(initial) : unknown();
            case "PLAIN" -> logsIn() ? plain(initial) : unknown();
            case "LOGIN" -> logsIn() ? login(initial) : unknown();
            default -> unknown();
        };
    }

    private boolean takesTicket() {
        return connection.peer() instanceof Peer.Node && connection.ticket().isEmpty();
    }

    private boolean logsIn() {
        return connection.peer() instanceof Peer.Direct
                && service == Service.SUBMISSION
                && desk.logins().filter(l -> l.mayLogIn(connection)).isPresent()
                && rights instanceof Rights.None;
    }

    private SmtpReply ticket(String initial) {
        byte[] octets = Base64Lines.initialResponse(initial.getBytes(StandardCharsets.UTF_8));
        Ticket ticket =
                desk.tickets().accept(octets, connection, Set.of(Service.SMTP, Service.SUBMISSION));
        rights = ticket.service() == Service.SMTP ? new Rights.Inbound() : submission(ticket);
        return DONE;
    }

    private Rights submission(Ticket ticket) {
        UserId user =
                ticket.user()
                        .orElseThrow(() ->
                                new Failure.Refused(
                                        Refusal.AUTHENTICATION, "submission without a user"));
        return submission(user);
    }

    private Rights submission(UserId user) {
        desk.ownership().admit(user, connection, Need.ACCOUNT);
        return new Rights.Submission(user);
    }

    private SmtpReply plain(String initial) throws IOException {
        byte[] message =
                initial.isEmpty()
                        ? ask("")
                        : Base64Lines.initialResponse(initial.getBytes(StandardCharsets.UTF_8));
        PlainMessage plain = PlainMessage.parse(message);
        return enter("PLAIN", plain.authcid(), plain.password());
    }

    private SmtpReply login(String initial) throws IOException {
        byte[] name =
                initial.isEmpty()
                        ? ask("Username:")
                        : Base64Lines.initialResponse(initial.getBytes(StandardCharsets.UTF_8));
        LoginName login = LoginName.of(name);
        return enter("LOGIN", login, Secret.of(ask("Password:")));
    }

    private SmtpReply enter(String mechanism, LoginName name, Secret password) {
        DirectLogin.Attempt attempt = new DirectLogin.Attempt(service, mechanism, name, password);
        try {
            Account account = desk.logins().orElseThrow().login(attempt, connection);
            rights = submission(account.user());
        } finally {
            password.wipe();
        }
        return DONE;
    }

    /// One step of the exchange: a challenge out, the response in.
    private byte[] ask(String challenge) throws IOException {
        byte[] text = challenge.getBytes(StandardCharsets.US_ASCII);
        connection.out().write(SmtpReply.of(334, Base64Lines.encode(text)).bytes());
        Frame frame = connection.readFrame().orElseThrow(() -> new IOException("gone in AUTH"));
        if (frame instanceof Frame.Line line && !line.text().equals("*")) {
            return Base64Lines.decode(line.octets());
        }
        throw new Failure.Syntax("authentication cancelled"); // RFC 4954 4: 501
    }

    private static SmtpReply unknown() {
        return SmtpReply.of(504, "5.5.4", "Mechanism not available");
    }
}
