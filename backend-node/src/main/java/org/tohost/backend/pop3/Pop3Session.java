package org.tohost.backend.pop3;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Peer;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.pop3.Languages;
import org.tohost.common.pop3.Pop3Command;
import org.tohost.common.pop3.Pop3Failures;
import org.tohost.common.wire.Frame;

/// One POP3 session, command by command: AUTHORIZATION until a maildrop is open, then TRANSACTION,
/// and UPDATE at QUIT (RFC 1939 3).
final class Pop3Session {
    /// RFC 2449 4 asks for 255.
    private static final int LONGEST_COMMAND = 1024;

    private final Pop3Desk desk;
    private final Pop3Login login;
    private final Connection connection;
    private @Nullable MaildropCommands maildrop;
    private int errors;
    private boolean utf8;
    private boolean securing;
    private boolean ended;

    Pop3Session(Pop3Desk desk, Pop3Login login, Connection connection) {
        this.desk = desk;
        this.login = login;
        this.connection = connection;
    }

    void run() throws IOException {
        connection.out().line(greeting());
        while (!ended) {
            Optional<Frame> frame = connection.readFrame();
            if (frame.isEmpty()) {
                return; // no QUIT, no update (RFC 1939 6)
            }
            answer(frame.get());
            if (securing) {
                securing = false;
                login.startTls();
            }
        }
        connection.out().flush();
    }

    private String greeting() {
        return switch (connection.peer()) {
            case Peer.Node node -> "+OK " + desk.self() + " " + node.challenge() + " Tohost";
            case Peer.Direct _ -> "+OK " + desk.self() + " Tohost";
        };
    }

    private void answer(Frame frame) throws IOException {
        try {
            switch (frame) {
                case Frame.Line line -> answer(command(line));
                case Frame.Malformed malformed ->
                        throw new Failure.Syntax(malformed.reason().text());
                case Frame.Literal _ -> throw new IllegalStateException("POP3 has no literals");
            }
        } catch (Failure e) {
            refuse(Pop3Failures.response(e));
        }
    }

    private static Pop3Command command(Frame.Line line) {
        Pop3Command command = Pop3Command.parse(line.octets());
        if (line.octets().length > LONGEST_COMMAND && !command.keyword().equals("AUTH")) {
            throw new Failure.Syntax(Frame.Reason.TOO_LONG.text());
        }
        return command;
    }

    private void answer(Pop3Command command) throws IOException {
        switch (command.keyword()) {
            case "CAPA" -> capabilities(command);
            case "LANG" -> lines(Languages.answer(command)); // RFC 6856 3: in both states
            case "QUIT" -> quit(command);
            default -> {
                MaildropCommands open = maildrop;
                if (open != null) {
                    open.answer(command);
                } else {
                    authorize(command);
                }
            }
        }
    }

    private void authorize(Pop3Command command) throws IOException {
        switch (command.keyword()) {
            case "USER" -> {
                login.user(command);
                ok("Send the password");
            }
            case "PASS" -> enter(login.pass(command));
            case "AUTH" -> auth(command);
            case "STLS" -> startTls(command);
            case "UTF8" -> utf8(command);
            default -> throw new Failure.Syntax("not a command of this state");
        }
    }

    private void enter(Optional<Maildrop> opened) throws IOException {
        if (opened.isEmpty()) {
            throw new Failure.Refused(Refusal.IN_USE, "open in another session");
        }
        connection.timeout(desk.settings().timeout());
        maildrop = new MaildropCommands(opened.get(), connection.out(), utf8);
        ok("Maildrop has " + opened.get().count() + " messages");
    }

    private void auth(Pop3Command command) throws IOException {
        if (command.rest().length == 0 && !login.mechanisms().isEmpty()) {
            ok("Mechanisms follow"); // not in RFC 5034; some clients ask so
            lines(login.mechanisms());
            lines(List.of("."));
        } else {
            enter(login.auth(command));
        }
    }

    /// RFC 6856 2.1: it cannot be taken back.
    private void utf8(Pop3Command command) throws IOException {
        command.arguments(0, 0);
        utf8 = true;
        ok("UTF8 enabled");
    }

    private void startTls(Pop3Command command) throws IOException {
        command.arguments(0, 0);
        if (!login.mayStartTls()) {
            throw new Failure.Syntax("not a command of this state");
        }
        utf8 = false; // RFC 2595 4: somebody else may have said it
        ok("Go ahead");
        securing = true;
    }

    /// RFC 2449 5.
    private void capabilities(Pop3Command command) throws IOException {
        command.arguments(0, 0);
        ok("Capabilities follow");
        lines(login.capabilities());
        lines(Capabilities.always(desk.settings()));
        lines(List.of("."));
    }

    private void quit(Pop3Command command) throws IOException {
        command.arguments(0, 0);
        ended = true;
        connection.ending("quit");
        MaildropCommands open = maildrop;
        if (open != null) {
            open.update();
        }
        login.close(); // whoever has read the answer may come back at once
        ok("Bye");
    }

    private void lines(List<String> lines) throws IOException {
        for (String line : lines) {
            connection.out().line(line);
        }
    }

    private void ok(String text) throws IOException {
        connection.out().line("+OK " + text);
    }

    private void refuse(String response) throws IOException {
        connection.out().line(response);
        if (++errors >= desk.settings().maxErrors()) {
            connection.ending("too many errors");
            ended = true;
        }
    }
}
