package org.tohost.proxy.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.pop3.Pop3Command;
import org.tohost.common.pop3.Pop3Failures;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.wire.Frame;

/// POP3 in the AUTHORIZATION state (RFC 1939 4, RFC 2449, RFC 2595, RFC 5034).
public final class Pop3Dialogue implements Dialogue {
    private static final String PLAIN = "PLAIN";

    private final Terms terms;
    private final Patience patience;
    private boolean secure;
    private boolean awaitsResponse;
    private byte[] user = {};

    /// A dialogue with a client that has just connected.
    public Pop3Dialogue(Terms terms) {
        this.terms = terms;
        this.patience = new Patience(terms.limits());
        this.secure = terms.secure();
    }

    @Override
    public List<Step> greeting() {
        return List.of(Step.line("+OK " + terms.node() + " Tohost ready"));
    }

    @Override
    public List<Step> on(Frame frame) {
        return patience.judge(
                this,
                switch (frame) {
                    case Frame.Malformed malformed -> {
                        awaitsResponse = false;
                        yield mistake(malformed.reason().text());
                    }
                    case Frame.Literal _ -> throw new IllegalStateException("no literals here");
                    case Frame.Line line -> line(line.octets());
                });
    }

    @Override
    public List<Step> failed(Failure failure) {
        patience.failed(failure);
        user = new byte[0];
        return patience.judge(this, List.of(Step.line(Pop3Failures.response(failure))));
    }

    @Override
    public byte[] farewell(Farewell reason) {
        return Step.crlf(
                switch (reason) {
                    case STOPPING -> "-ERR [SYS/TEMP] The server stops, connect again";
                    case TIMED_OUT -> "-ERR Too slow to log in";
                    case FULL -> "-ERR [SYS/TEMP] Too many connections";
                    case PATIENCE -> "-ERR [SYS/TEMP] Too many commands or mistakes";
                    case BUG -> "-ERR [SYS/TEMP] Internal error";
                });
    }

    private boolean mayLogIn() {
        return secure || terms.plainLogin();
    }

    private List<Step> line(byte[] line) {
        try {
            return awaitsResponse ? response(line) : command(line);
        } catch (Failure.Syntax e) {
            return mistake(String.valueOf(e.getMessage()));
        }
    }

    private List<Step> command(byte[] line) {
        patience.command();
        Pop3Command command = Pop3Command.parse(line);
        return switch (command.keyword()) {
            case "CAPA" -> List.of(new Step.Reply(capabilities()));
            case "STLS" -> startTls(command);
            case "USER" -> user(command);
            case "PASS" -> password(command);
            case "AUTH" -> authenticate(command.arguments(0, 2));
            case "QUIT" -> List.of(new Step.End(Step.crlf("+OK Bye"), "logout"));
            default -> throw new Failure.Syntax("unknown command, or not before the login");
        };
    }

    private byte[] capabilities() {
        List<String> lines = new ArrayList<>();
        lines.add("+OK Capability list follows");
        lines.addAll(terms.capabilities());
        if (terms.startTls() && !secure) {
            lines.add("STLS");
        }
        if (mayLogIn()) {
            lines.add("USER");
            lines.add("SASL PLAIN");
        }
        lines.add(".");
        return Step.crlf(String.join("\r\n", lines));
    }

    private List<Step> startTls(Pop3Command command) {
        command.arguments(0, 0);
        if (secure || !terms.startTls()) {
            throw new Failure.Syntax("STLS is not possible here");
        }
        secure = true;
        user = new byte[0];
        return List.of(new Step.StartTls(Step.crlf("+OK Begin TLS negotiation now")));
    }

    private List<Step> user(Pop3Command command) {
        if (!mayLogIn()) {
            Failure.Refused refused = new Failure.Refused(Refusal.TLS_REQUIRED, "no TLS");
            return List.of(
                    new Step.Refused("USER", refused), Step.line(Pop3Failures.response(refused)));
        }
        if (command.rest().length == 0) {
            throw new Failure.Syntax("USER needs a name");
        }
        user = command.rest();
        return List.of(Step.line("+OK Password please")); // whoever it is
    }

    private List<Step> password(Pop3Command command) {
        if (user.length == 0) {
            throw new Failure.Syntax("USER comes first");
        }
        byte[] name = user;
        user = new byte[0];
        return login("USER", () -> Credentials.of(name, command.rest()));
    }

    private List<Step> authenticate(List<String> arguments) {
        if (arguments.isEmpty()) { // not in RFC 5034; some clients ask so
            return List.of(Step.line("+OK\r\n" + (mayLogIn() ? "PLAIN\r\n" : "") + "."));
        }
        if (!arguments.getFirst().equalsIgnoreCase(PLAIN)) {
            return List.of(Step.line("-ERR Mechanism not supported"));
        }
        if (arguments.size() == 1 && mayLogIn()) {
            awaitsResponse = true;
            return List.of(Step.line("+ "));
        }
        byte[] initial = Step.octets(arguments.getLast());
        return login(PLAIN, () -> Credentials.plain(Base64Lines.initialResponse(initial)));
    }

    private List<Step> response(byte[] line) {
        awaitsResponse = false;
        if (line.length == 1 && line[0] == '*') {
            throw new Failure.Syntax("authentication cancelled");
        }
        return login(PLAIN, () -> Credentials.plain(Base64Lines.decode(line)));
    }

    private List<Step> login(String mechanism, Supplier<Credentials> credentials) {
        return switch (Step.Login.of(mayLogIn(), mechanism, new Handover.Pop3(), credentials)) {
            case Step.Authenticate authenticate -> List.of(authenticate);
            case Step.Refused refused -> {
                patience.failed(refused.failure());
                yield List.of(refused, Step.line(Pop3Failures.response(refused.failure())));
            }
        };
    }

    private List<Step> mistake(String what) {
        patience.mistake();
        return List.of(Step.line("-ERR " + what));
    }
}
