package org.tohost.proxy.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.BytesLiteral;
import org.tohost.common.imap.CommandPart;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.ImapFailures;
import org.tohost.common.imap.LiteralMark;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.wire.Frame;

/// IMAP in the not authenticated state (RFC 9051 6.1, 6.2).
public final class ImapDialogue implements Dialogue {
    /// LOGIN takes two strings, so more literals belong to no command of this state.
    private static final int MOST_LITERALS = 3;

    private static final String PLAIN = "PLAIN";

    private final Terms terms;
    private final Patience patience;
    private final List<CommandPart> parts = new ArrayList<>();
    private boolean secure;
    private boolean awaitsResponse;
    private String tag = "*";

    /// A dialogue with a client that has just connected.
    public ImapDialogue(Terms terms) {
        this.terms = terms;
        this.patience = new Patience(terms.limits());
        this.secure = terms.secure();
    }

    @Override
    public List<Step> greeting() {
        return List.of(
                Step.line("* OK [" + capabilities() + "] " + terms.node() + " Tohost ready"));
    }

    @Override
    public List<Step> on(Frame frame) {
        return patience.judge(
                this,
                switch (frame) {
                    case Frame.Malformed malformed -> {
                        parts.clear();
                        awaitsResponse = false;
                        tag = "*";
                        yield mistake(malformed.reason().text());
                    }
                    case Frame.Literal literal -> {
                        parts.add(new CommandPart.Literal(new BytesLiteral(literal.octets())));
                        yield List.of();
                    }
                    case Frame.Line line ->
                            awaitsResponse ? response(line.octets()) : text(line.octets());
                });
    }

    @Override
    public List<Step> failed(Failure failure) {
        patience.failed(failure);
        return patience.judge(this, List.of(tagged(ImapFailures.response(failure))));
    }

    @Override
    public byte[] farewell(Farewell reason) {
        return Step.crlf(
                switch (reason) {
                    case STOPPING -> "* BYE [UNAVAILABLE] The server stops, connect again";
                    case TIMED_OUT -> "* BYE Too slow to log in";
                    case FULL -> "* BYE [LIMIT] Too many connections";
                    case PATIENCE -> "* BYE [LIMIT] Too many commands or mistakes";
                    case BUG -> "* BYE [SERVERBUG] Internal error";
                });
    }

    private String capabilities() {
        StringBuilder list = new StringBuilder("CAPABILITY");
        terms.capabilities().forEach(capability -> list.append(' ').append(capability));
        if (terms.startTls() && !secure) {
            list.append(" STARTTLS");
        }
        return list.append(mayLogIn() ? " AUTH=PLAIN" : " LOGINDISABLED").toString();
    }

    private boolean mayLogIn() {
        return secure || terms.plainLogin();
    }

    private List<Step> text(byte[] line) {
        parts.add(new CommandPart.Text(line));
        Optional<LiteralMark> mark = LiteralMark.of(line);
        if (mark.isPresent()) {
            return announced(mark.get());
        }
        List<CommandPart> command = List.copyOf(parts);
        parts.clear();
        return run(command);
    }

    private List<Step> announced(LiteralMark mark) {
        if (mark.size() > terms.limits().literal() || parts.size() > 2 * MOST_LITERALS) {
            List<CommandPart> command = List.copyOf(parts);
            parts.clear();
            if (mark.nonSync()) {
                // it comes anyway (RFC 7888 4)
                return List.of(
                        new Step.End(
                                Step.crlf("* BYE [TOOBIG] Literal too large"),
                                "literal too large"));
            }
            tag = tagOf(command);
            return mistake("[TOOBIG] literal too large");
        }
        Step literal = new Step.ExpectLiteral((int) mark.size());
        return mark.nonSync()
                ? List.of(literal)
                : List.of(Step.line("+ Ready for the literal"), literal);
    }

    private List<Step> run(List<CommandPart> command) {
        patience.command();
        tag = tagOf(command);
        try {
            ImapCursor cursor = new ImapCursor(command);
            tag = cursor.tag();
            cursor.sp();
            return run(cursor.keyword(), cursor);
        } catch (Failure.Syntax e) {
            return mistake(String.valueOf(e.getMessage()));
        }
    }

    private List<Step> run(String command, ImapCursor cursor) {
        return switch (command) {
            case "CAPABILITY" -> {
                cursor.end();
                yield List.of(Step.line("* " + capabilities()), ok(command));
            }
            case "NOOP" -> {
                cursor.end();
                yield List.of(ok(command));
            }
            case "ID" -> List.of(Step.line("* ID (\"name\" \"Tohost\")"), ok(command));
            case "LOGOUT" -> {
                cursor.end();
                String bye = "* BYE Logging out\r\n" + tag + " OK LOGOUT completed";
                yield List.of(new Step.End(Step.crlf(bye), "logout"));
            }
            case "STARTTLS" -> startTls(cursor);
            case "LOGIN" -> login(cursor);
            case "AUTHENTICATE" -> authenticate(cursor);
            default -> throw new Failure.Syntax("unknown command, or not before the login");
        };
    }

    private List<Step> startTls(ImapCursor cursor) {
        cursor.end();
        if (secure || !terms.startTls()) {
            throw new Failure.Syntax("STARTTLS is not possible here");
        }
        secure = true;
        return List.of(new Step.StartTls(Step.crlf(tag + " OK Begin TLS negotiation now")));
    }

    private List<Step> login(ImapCursor cursor) {
        cursor.sp();
        byte[] name = cursor.astringOctets();
        cursor.sp();
        byte[] password = cursor.astringOctets();
        cursor.end();
        return login("LOGIN", () -> Credentials.of(name, password));
    }

    private List<Step> authenticate(ImapCursor cursor) {
        cursor.sp();
        String mechanism = cursor.atom();
        byte[] initial = {};
        if (!cursor.atEnd()) {
            cursor.sp();
            initial = cursor.rest(); // RFC 4959
            cursor.end();
        }
        if (!mechanism.equalsIgnoreCase("PLAIN")) {
            return List.of(tagged("NO [CANNOT] Mechanism not supported"));
        }
        if (initial.length == 0 && mayLogIn()) {
            awaitsResponse = true;
            return List.of(Step.line("+ "));
        }
        byte[] given = initial;
        return login(PLAIN, () -> Credentials.plain(Base64Lines.initialResponse(given)));
    }

    private List<Step> response(byte[] line) {
        awaitsResponse = false;
        if (line.length == 1 && line[0] == '*') {
            return mistake("authentication cancelled");
        }
        try {
            return login(PLAIN, () -> Credentials.plain(Base64Lines.decode(line)));
        } catch (Failure.Syntax e) {
            return mistake(String.valueOf(e.getMessage()));
        }
    }

    private List<Step> login(String mechanism, Supplier<Credentials> credentials) {
        Handover handover = new Handover.Imap(tag);
        return switch (Step.Login.of(mayLogIn(), mechanism, handover, credentials)) {
            case Step.Authenticate authenticate -> List.of(authenticate);
            case Step.Refused refused -> {
                patience.failed(refused.failure());
                yield List.of(refused, tagged(ImapFailures.response(refused.failure())));
            }
        };
    }

    private static String tagOf(List<CommandPart> command) {
        try {
            return new ImapCursor(command).tag();
        } catch (Failure.Syntax e) {
            return "*";
        }
    }

    private Step ok(String command) {
        return tagged("OK " + command + " completed");
    }

    private Step tagged(String response) {
        return Step.line(tag + " " + response);
    }

    private List<Step> mistake(String what) {
        patience.mistake();
        return List.of(tagged("BAD " + what));
    }
}
