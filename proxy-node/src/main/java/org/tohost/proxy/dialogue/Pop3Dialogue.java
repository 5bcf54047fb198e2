package org.tohost.proxy.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.failure.Failure;
import org.tohost.common.pop3.Pop3Command;
import org.tohost.common.pop3.Pop3Failures;
import org.tohost.common.wire.Frame;

/// POP3 in the AUTHORIZATION state (RFC 1939 4, RFC 2449, RFC 2595, RFC 5034, RFC 6856).
public final class Pop3Dialogue implements Dialogue {
    private static final String USER = "USER";

    private final Terms terms;
    private final Patience patience;
    private final Authentication authentication;
    private final Pop3Languages languages;
    private byte[] user = {};

    /// A dialogue with a client that has just connected.
    public Pop3Dialogue(Terms terms) {
        this.terms = terms;
        this.patience = new Patience(terms.limits());
        this.authentication = new Authentication(terms, patience, new LoginWords());
        this.languages = new Pop3Languages(terms.capabilities());
    }

    @Override
    public List<Step> greeting() {
        return List.of(Step.line("+OK " + terms.node() + " Tohost ready"));
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
                        authentication.cancel();
                        yield mistake(malformed.reason().text());
                    }
                    case Frame.Literal _ -> throw new IllegalStateException("no literals here");
                    case Frame.Line line -> line(line.octets());
                });
    }

    @Override
    public List<Step> told(ScramVerifier verifier) {
        return patience.judge(this, authentication.told(verifier));
    }

    @Override
    public List<Step> failed(Failure failure) {
        patience.failed(failure);
        user = new byte[0];
        return patience.judge(this, authentication.failed(failure));
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

    private List<Step> line(byte[] line) {
        try {
            return authentication.isUnderWay() ? authentication.on(line) : command(line);
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
            case USER -> user(command);
            case "PASS" -> password(command);
            case "AUTH" -> authenticate(command.arguments(0, 2));
            case "APOP" -> throw new Failure.Syntax("APOP is not possible here");
            case "UTF8", "LANG" -> languages.on(command);
            case "QUIT" -> List.of(new Step.End(Step.crlf("+OK Bye"), "logout"));
            default -> throw new Failure.Syntax("unknown command, or not before the login");
        };
    }

    private byte[] capabilities() {
        List<String> lines = new ArrayList<>();
        lines.add("+OK Capability list follows");
        lines.addAll(terms.capabilitiesBut("STLS", USER, "SASL"));
        if (terms.startTls() && !authentication.isSecure()) {
            lines.add("STLS");
        }
        if (authentication.takesPasswords()) {
            lines.add(USER);
        }
        List<String> mechanisms = authentication.mechanisms();
        if (!mechanisms.isEmpty()) {
            lines.add("SASL " + String.join(" ", mechanisms));
        }
        lines.add(".");
        return Step.crlf(String.join("\r\n", lines));
    }

    private List<Step> startTls(Pop3Command command) {
        command.arguments(0, 0);
        if (authentication.isSecure() || !terms.startTls()) {
            throw new Failure.Syntax("STLS is not possible here");
        }
        user = new byte[0];
        languages.reset(); // RFC 2595 4
        return List.of(new Step.StartTls(Step.crlf("+OK Begin TLS negotiation now")));
    }

    private List<Step> user(Pop3Command command) {
        if (!authentication.takesPasswords()) {
            return authentication.refusePassword(USER);
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
        return authentication.password(USER, name, command.rest());
    }

    private List<Step> authenticate(List<String> arguments) {
        if (arguments.isEmpty()) { // not in RFC 5034; some clients ask so
            List<String> lines = new ArrayList<>(authentication.mechanisms());
            lines.addFirst("+OK");
            lines.addLast(".");
            return List.of(Step.line(String.join("\r\n", lines)));
        }
        Optional<byte[]> initial =
                arguments.size() == 1
                        ? Optional.empty()
                        : Optional.of(Step.octets(arguments.getLast()));
        return authentication.begin(arguments.getFirst(), initial);
    }

    private List<Step> mistake(String what) {
        patience.mistake();
        return List.of(Step.line("-ERR " + what));
    }

    /// POP3's words (RFC 5034 4).
    private final class LoginWords implements Authentication.Words {
        @Override
        public Step challenge(String base64) {
            return Step.line("+ " + base64);
        }

        @Override
        public Step failed(Failure failure) {
            return Step.line(Pop3Failures.response(failure));
        }

        @Override
        public Step unsupported() {
            return Step.line("-ERR Mechanism not supported");
        }

        @Override
        public Handover handover() {
            return new Handover.Pop3(languages.replayed());
        }
    }
}
