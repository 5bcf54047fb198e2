package org.tohost.backend.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.tohost.common.pop3.Pop3Command;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.sasl.Evidence;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.SaslServer;
import org.tohost.common.ticket.TicketCodec;

/// The AUTHORIZATION state (RFC 1939 4): a ticket for nodes; USER and PASS or AUTH (RFC 5034) for
/// direct clients. Closing it gives the maildrop back.
final class Pop3Login implements AutoCloseable {
    private final Pop3Desk desk;
    private final MaildropLocks locks;
    private final LoginDelays delays;
    private final Connection connection;
    private @Nullable LoginName name;
    private @Nullable UserId held;

    Pop3Login(Pop3Desk desk, MaildropLocks locks, LoginDelays delays, Connection connection) {
        this.desk = desk;
        this.locks = locks;
        this.delays = delays;
        this.connection = connection;
    }

    /// {@return what CAPA lists of it at this point}
    List<String> capabilities() {
        List<String> lines = new ArrayList<>();
        if (held == null) {
            if (takesTicket()) {
                lines.add("SASL " + TicketCodec.MECHANISM);
            }
            if (logsIn()) {
                lines.addAll(List.of("USER", "SASL " + String.join(" ", mechanisms())));
            }
            if (mayStartTls()) {
                lines.add("STLS");
            }
        }
        return lines;
    }

    boolean mayStartTls() {
        return connection.peer() instanceof Peer.Direct
                && desk.tls().isPresent()
                && !connection.secure();
    }

    /// RFC 2595 4: what was said in clear text does not count.
    void startTls() throws IOException {
        name = null;
        connection.startTls(desk.tls().orElseThrow());
    }

    private boolean takesTicket() {
        return connection.peer() instanceof Peer.Node && connection.ticket().isEmpty();
    }

    private boolean logsIn() {
        return connection.peer() instanceof Peer.Direct
                && desk.logins().filter(l -> l.mayLogIn(connection)).isPresent();
    }

    /// Any name is welcome: whether there is such a user is not told.
    void user(Pop3Command command) {
        requireLogIn();
        name = LoginName.of(command.rest());
    }

    /// {@return the user's maildrop; nothing if another session has it}
    Optional<Maildrop> pass(Pop3Command command) {
        requireLogIn();
        LoginName user = name;
        name = null;
        if (user == null) {
            throw new Failure.Syntax("USER first");
        }
        return enter("USER", user, Secret.of(command.rest()));
    }

    /// {@return the names of the mechanisms that this client may use now}
    List<String> mechanisms() {
        if (!logsIn()) {
            return List.of();
        }
        return Arrays.stream(Mechanism.values())
                .filter(mechanism -> SaslExchange.server(mechanism).isPresent())
                .map(Mechanism::label)
                .toList();
    }

    /// RFC 5034.
    ///
    /// @return the user's maildrop; nothing if another session has it
    Optional<Maildrop> auth(Pop3Command command) throws IOException {
        List<String> words = command.arguments(1, 2);
        String name = words.getFirst();
        Optional<String> initial = words.stream().skip(1).findFirst();
        if (name.equalsIgnoreCase(TicketCodec.MECHANISM) && takesTicket() && initial.isPresent()) {
            return ticket(octets(initial.get()));
        }
        Optional<Mechanism> mechanism = Mechanism.find(name).filter(_ -> takesPasswords());
        SaslServer server =
                mechanism
                        .flatMap(SaslExchange::server)
                        .orElseThrow(() ->
                                new Failure.Refused(Refusal.NOT_PERMITTED, "mechanism " + name));
        requireLogIn();
        Evidence evidence =
                new SaslExchange(connection).run(server, initial.map(Pop3Login::octets));
        return switch (evidence) {
            case Evidence.Password(LoginName user, Secret password) ->
                    enter(mechanism.get().label(), user, password);
            case Evidence.Proven _, Evidence.Token _ ->
                    throw new IllegalStateException("a mechanism that sends no password");
        };
    }

    private boolean takesPasswords() {
        return connection.peer() instanceof Peer.Direct && desk.logins().isPresent();
    }

    private void requireLogIn() {
        if (!logsIn()) {
            throw new Failure.Refused(
                    takesPasswords() ? Refusal.TLS_REQUIRED : Refusal.NOT_PERMITTED,
                    "login with a password");
        }
    }

    private Optional<Maildrop> ticket(byte[] octets) {
        UserId user =
                desk.tickets()
                        .accept(octets, connection, Set.of(Service.POP3))
                        .user()
                        .orElseThrow(() -> new Failure.Refused(Refusal.AUTHENTICATION, "no user"));
        desk.ownership().admit(user, connection, Need.OWNERSHIP);
        return open(user);
    }

    private Optional<Maildrop> enter(String mechanism, LoginName user, Secret password) {
        try {
            DirectLogin.Attempt attempt =
                    new DirectLogin.Attempt(Service.POP3, mechanism, user, password);
            Account account = desk.logins().orElseThrow().login(attempt, connection);
            desk.ownership().admit(account.user(), connection, Need.OWNERSHIP);
            return open(account.user());
        } finally {
            password.wipe();
        }
    }

    private Optional<Maildrop> open(UserId user) {
        if (!locks.acquire(user)) {
            desk.ownership().dismiss(connection);
            return Optional.empty();
        }
        held = user;
        try {
            delays.login(user);
        } catch (Failure e) {
            close();
            desk.ownership().dismiss(connection);
            throw e;
        }
        return Optional.of(new Maildrop(desk.store().user(user)));
    }

    private static byte[] octets(String word) {
        return Base64Lines.initialResponse(word.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        UserId user = held;
        held = null;
        if (user != null) {
            locks.release(user);
        }
    }
}
