package org.tohost.proxy.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.BytesLiteral;
import org.tohost.common.imap.CommandPart;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.ImapFailures;
import org.tohost.common.imap.ImapId;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LiteralMark;

/// IMAP in the not authenticated state (RFC 9051 6.1, 6.2).
public final class ImapDialogue implements Dialogue {
    /// ID takes 30 names and as many values (RFC 2971 3.3), so more literals belong to no command
    /// of this state.
    private static final int MOST_LITERALS = 60;

    /// More than the largest ID, all its literals together.
    private static final int MOST_OCTETS = 64 * 1024;

    private final Terms terms;
    private final Patience patience;
    private final Authentication authentication;
    private final List<CommandPart> parts = new ArrayList<>();
    private int octets;
    private String tag = "*";
    private ImapId id = ImapId.nil();

    /// A dialogue with a client that has just connected.
    public ImapDialogue(Terms terms) {
        this.terms = terms;
        this.patience = new Patience(terms.limits());
        this.authentication = new Authentication(terms, patience, new LoginWords());
    }

    @Override
    public List<Step> greeting() {
        return List.of(
                Step.line("* OK [" + capabilities() + "] " + terms.node() + " Tohost ready"));
    }

    @Override
    public List<Step> secured(TlsFacts facts) {
        authentication.secured(facts);
        return List.of();
    }

    @Override
    public List<Step> on(Frame frame) {
        return patience.judge(
                this,
                switch (frame) {
                    case Frame.Malformed malformed -> {
                        clear();
                        authentication.cancel();
                        tag = "*";
                        yield mistake(malformed.reason().text());
                    }
                    case Frame.Literal literal -> {
                        octets += literal.octets().length;
                        parts.add(new CommandPart.Literal(new BytesLiteral(literal.octets())));
                        yield List.of();
                    }
                    case Frame.Line line ->
                            authentication.isUnderWay()
                                    ? response(line.octets())
                                    : text(line.octets());
                });
    }

    @Override
    public List<Step> told(ScramVerifier verifier) {
        return patience.judge(this, authentication.told(verifier));
    }

    @Override
    public List<Step> failed(Failure failure) {
        patience.failed(failure);
        return patience.judge(this, authentication.failed(failure));
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
        terms.capabilitiesBut("AUTH", "STARTTLS", "LOGINDISABLED")
                .forEach(capability -> list.append(' ').append(capability));
        if (terms.startTls() && !authentication.isSecure()) {
            list.append(" STARTTLS");
        }
        authentication.mechanisms().forEach(name -> list.append(" AUTH=").append(name));
        return list.append(authentication.takesPasswords() ? "" : " LOGINDISABLED").toString();
    }

    private List<Step> text(byte[] line) {
        octets += line.length;
        parts.add(new CommandPart.Text(line));
        Optional<LiteralMark> mark = LiteralMark.of(line);
        if (mark.isPresent()) {
            return announced(mark.get());
        }
        List<CommandPart> command = List.copyOf(parts);
        clear();
        return run(command);
    }

    private List<Step> announced(LiteralMark mark) {
        if (mark.size() > terms.limits().literal()
                || mark.size() > MOST_OCTETS - octets
                || parts.size() > 2 * MOST_LITERALS) {
            List<CommandPart> command = List.copyOf(parts);
            clear();
            if (mark.nonSync()) {
                // it comes anyway (RFC 7888 4); so do those that LITERAL- does not allow
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

    private void clear() {
        parts.clear();
        octets = 0;
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
            case "ID" -> id(cursor);
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

    /// What the client says of itself is kept for the back-end; the answer is the proxy's own.
    private List<Step> id(ImapCursor cursor) {
        cursor.sp();
        ImapId given = ImapId.parse(cursor);
        cursor.end();
        id = given.withoutExtensions();
        return List.of(Step.line("* ID (\"name\" \"Tohost\")"), ok("ID"));
    }

    private List<Step> startTls(ImapCursor cursor) {
        cursor.end();
        if (authentication.isSecure() || !terms.startTls()) {
            throw new Failure.Syntax("STARTTLS is not possible here");
        }
        id = ImapId.nil(); // said in clear text, by whomever
        return List.of(new Step.StartTls(Step.crlf(tag + " OK Begin TLS negotiation now")));
    }

    private List<Step> login(ImapCursor cursor) {
        cursor.sp();
        byte[] name = cursor.astringOctets();
        cursor.sp();
        byte[] password = cursor.astringOctets();
        cursor.end();
        return authentication.password("LOGIN", name, password);
    }

    private List<Step> authenticate(ImapCursor cursor) {
        cursor.sp();
        String mechanism = cursor.atom();
        Optional<byte[]> initial = Optional.empty();
        if (!cursor.atEnd()) {
            cursor.sp();
            initial = Optional.of(cursor.rest()); // RFC 4959
            cursor.end();
        }
        return authentication.begin(mechanism, initial);
    }

    private List<Step> response(byte[] line) {
        try {
            return authentication.on(line);
        } catch (Failure.Syntax e) {
            return mistake(String.valueOf(e.getMessage()));
        }
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

    /// IMAP's words (RFC 9051 6.2.2).
    private final class LoginWords implements Authentication.Words {
        @Override
        public Step challenge(String base64) {
            return Step.line("+ " + base64);
        }

        @Override
        public Step failed(Failure failure) {
            return tagged(ImapFailures.response(failure));
        }

        @Override
        public Step unsupported() {
            return tagged("NO [CANNOT] Mechanism not supported");
        }

        @Override
        public Handover handover() {
            return new Handover.Imap(tag, id);
        }
    }
}
