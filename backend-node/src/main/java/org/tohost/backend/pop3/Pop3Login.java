package org.tohost.backend.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.tohost.common.sasl.PlainMessage;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.wire.Frame;

/// The AUTHORIZATION state (RFC 1939 4): a ticket for nodes; USER and PASS or AUTH PLAIN (RFC 5034)
/// for direct clients. Closing it gives the maildrop back.
final class Pop3Login implements AutoCloseable {
    private final Pop3Desk desk;
    private final MaildropLocks locks;
    private final Connection connection;
    private @Nullable LoginName name;
    private @Nullable UserId held;

    Pop3Login(Pop3Desk desk, MaildropLocks locks, Connection connection) {
        this.desk = desk;
        this.locks = locks;
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
                lines.addAll(List.of("USER", "SASL PLAIN"));
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

    /// RFC 5034.
    ///
    /// @return the user's maildrop; nothing if another session has it
    Optional<Maildrop> auth(Pop3Command command) throws IOException {
        List<String> words = command.arguments(1, 2);
        String mechanism = words.getFirst().toUpperCase(Locale.ROOT);
        if (mechanism.equals(TicketCodec.MECHANISM) && takesTicket() && words.size() == 2) {
            return ticket(octets(words.get(1)));
        }
        if (mechanism.equals("PLAIN") && logsIn()) {
            byte[] message = words.size() == 2 ? octets(words.get(1)) : ask();
            PlainMessage plain = PlainMessage.parse(message);
            return enter("PLAIN", plain.authcid(), plain.password());
        }
        throw new Failure.Refused(Refusal.NOT_PERMITTED, "mechanism " + mechanism);
    }

    private void requireLogIn() {
        if (!logsIn()) {
            boolean clear = connection.peer() instanceof Peer.Direct && desk.logins().isPresent();
            throw new Failure.Refused(
                    clear ? Refusal.TLS_REQUIRED : Refusal.NOT_PERMITTED, "login with a password");
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
        return Optional.of(new Maildrop(desk.store().user(user)));
    }

    private byte[] ask() throws IOException {
        connection.out().line("+ ");
        Optional<Frame> frame = connection.readFrame();
        if (frame.isPresent() && frame.get() instanceof Frame.Line line) {
            if (!line.text().equals("*")) {
                return Base64Lines.decode(line.octets());
            }
        }
        throw new Failure.Syntax("authentication cancelled");
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
