package org.tohost.proxy.dialogue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.failure.Failure;
import org.tohost.common.managesieve.SieveCommandBuffer;
import org.tohost.common.managesieve.SieveCursor;
import org.tohost.common.managesieve.SieveFailures;
import org.tohost.common.managesieve.SieveReply;
import org.tohost.common.managesieve.SieveString;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LiteralMark;

/// ManageSieve in the non-authenticated state (RFC 5804).
public final class SieveDialogue implements Dialogue {
    /// AUTHENTICATE takes two strings, so more literals belong to no command of this state.
    private static final int MOST_LITERALS = 2;

    private final Terms terms;
    private final Patience patience;
    private final Authentication authentication;
    private final SieveCommandBuffer buffer = new SieveCommandBuffer();

    /// A dialogue with a client that has just connected.
    public SieveDialogue(Terms terms) {
        this.terms = terms;
        this.patience = new Patience(terms.limits());
        this.authentication = new Authentication(terms, patience, new LoginWords());
    }

    @Override
    public List<Step> greeting() {
        return List.of(capabilities(terms.node() + " Tohost ready"));
    }

    /// Behind STARTTLS the capabilities come again (RFC 5804 2.2).
    @Override
    public List<Step> secured(TlsFacts facts) {
        authentication.secured(facts);
        return terms.secure() ? List.of() : List.of(capabilities("TLS negotiation successful"));
    }

    @Override
    public List<Step> on(Frame frame) {
        return patience.judge(
                this,
                switch (frame) {
                    case Frame.Malformed malformed -> {
                        cancel();
                        yield mistake(malformed.reason().text());
                    }
                    case Frame.Literal literal -> {
                        buffer.literal(literal.octets());
                        yield List.of();
                    }
                    case Frame.Line line ->
                            buffer.line(line.octets()).map(this::announced).orElseGet(this::whole);
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
        SieveReply.State bye = SieveReply.State.BYE;
        SieveReply reply =
                switch (reason) {
                    case STOPPING ->
                            SieveReply.of(bye, "TRYLATER", "The server stops, connect again");
                    case TIMED_OUT -> SieveReply.of(bye, "Too slow to log in");
                    case FULL -> SieveReply.of(bye, "TRYLATER", "Too many connections");
                    case PATIENCE ->
                            SieveReply.of(bye, "TRYLATER", "Too many commands or mistakes");
                    case BUG -> SieveReply.of(bye, "TRYLATER", "Internal error");
                };
        return reply.bytes();
    }

    /// The capabilities, and OK with these words behind them (RFC 5804 1.7, 2.4).
    private Step capabilities(String words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        capability(out, "IMPLEMENTATION Tohost");
        terms.capabilitiesBut("IMPLEMENTATION", "SASL", "STARTTLS", "OWNER", "UNAUTHENTICATE")
                .forEach(capability -> capability(out, capability));
        capability(out, "SASL " + String.join(" ", authentication.mechanisms()));
        if (terms.startTls() && !authentication.isSecure()) {
            capability(out, "STARTTLS");
        }
        out.writeBytes(ok(words).bytes());
        return new Step.Reply(out.toByteArray());
    }

    /// A name, and a value behind the first space.
    private static void capability(ByteArrayOutputStream out, String capability) {
        String[] parts = capability.split(" ", 2);
        out.writeBytes(SieveString.toClient(parts[0]));
        if (parts.length > 1) {
            out.write(' ');
            out.writeBytes(SieveString.toClient(parts[1]));
        }
        out.writeBytes(Step.crlf(""));
    }

    private List<Step> announced(LiteralMark literal) {
        if (!literal.nonSync()) {
            cancel();
            return mistake("a literal of a client is announced by {n+}");
        }
        if (literal.size() > terms.limits().literal() || buffer.literals() > MOST_LITERALS) {
            // it comes anyway
            SieveReply bye = SieveReply.of(SieveReply.State.BYE, "Literal too large");
            return List.of(new Step.End(bye.bytes(), "literal too large"));
        }
        return List.of(new Step.ExpectLiteral((int) literal.size()));
    }

    private List<Step> whole() {
        SieveCursor cursor = buffer.take();
        try {
            if (authentication.isUnderWay()) {
                return response(cursor);
            }
            patience.command();
            return run(cursor.keyword(), cursor);
        } catch (Failure.Syntax e) {
            return mistake(e.getMessage());
        }
    }

    private List<Step> run(String command, SieveCursor cursor) {
        return switch (command) {
            case "CAPABILITY" -> {
                cursor.end();
                yield List.of(capabilities("Capability completed"));
            }
            case "NOOP" -> noop(cursor);
            case "LOGOUT" -> {
                cursor.end();
                yield List.of(new Step.End(ok("Logout completed").bytes(), "logout"));
            }
            case "STARTTLS" -> startTls(cursor);
            case "AUTHENTICATE" -> authenticate(cursor);
            default -> throw new Failure.Syntax("unknown command, or not before the login");
        };
    }

    /// RFC 5804 2.13.
    private static List<Step> noop(SieveCursor cursor) {
        if (cursor.atEnd()) {
            return List.of(reply(ok("Done")));
        }
        cursor.expect(' ');
        String tag = cursor.text();
        cursor.end();
        SieveReply.Code code = new SieveReply.Code("TAG", Optional.of(tag));
        return List.of(reply(new SieveReply(SieveReply.State.OK, Optional.of(code), "Done")));
    }

    private List<Step> startTls(SieveCursor cursor) {
        cursor.end();
        if (authentication.isSecure() || !terms.startTls()) {
            throw new Failure.Syntax("STARTTLS is not possible here");
        }
        return List.of(new Step.StartTls(ok("Begin TLS negotiation now").bytes()));
    }

    private List<Step> authenticate(SieveCursor cursor) {
        cursor.expect(' ');
        String mechanism = cursor.text();
        Optional<byte[]> initial = Optional.empty();
        if (!cursor.atEnd()) {
            cursor.expect(' ');
            initial = Optional.of(cursor.string());
            cursor.end();
        }
        return authentication.begin(mechanism, initial.map(SieveDialogue::marked));
    }

    /// An empty initial response is an empty string here; elsewhere it is `=`.
    private static byte[] marked(byte[] initial) {
        return initial.length == 0 ? Step.octets("=") : initial;
    }

    private List<Step> response(SieveCursor cursor) {
        byte[] response;
        try {
            response = cursor.string();
            cursor.end();
        } catch (Failure.Syntax e) {
            authentication.cancel();
            throw e;
        }
        return authentication.on(response);
    }

    private void cancel() {
        buffer.clear();
        authentication.cancel();
    }

    private static SieveReply ok(String words) {
        return SieveReply.of(SieveReply.State.OK, words);
    }

    private static Step reply(SieveReply reply) {
        return new Step.Reply(reply.bytes());
    }

    private List<Step> mistake(String what) {
        patience.mistake();
        return List.of(reply(SieveReply.of(SieveReply.State.NO, what)));
    }

    /// ManageSieve's words (RFC 5804 2.1).
    private static final class LoginWords implements Authentication.Words {
        @Override
        public Step challenge(String base64) {
            return Step.line('"' + base64 + '"');
        }

        @Override
        public Step failed(Failure failure) {
            return reply(SieveFailures.reply(failure));
        }

        @Override
        public Step unsupported() {
            return reply(SieveReply.of(SieveReply.State.NO, "Mechanism not supported"));
        }

        @Override
        public Handover handover() {
            return new Handover.Sieve();
        }
    }
}
