package org.tohost.proxy.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpCommand;
import org.tohost.common.smtp.SmtpFailures;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.Xclient;
import org.tohost.common.wire.Frame;

/// SMTP until it is known which back-end takes over (RFC 5321): from users, who log in first (RFC
/// 6409), or from other servers, whose first recipient decides ([Envelope]).
public final class SmtpDialogue implements Dialogue {
    private final Service service;
    private final boolean frontEnd;
    private final Terms terms;
    private final Patience patience;
    private final Envelope envelope = new Envelope();
    private final Authentication authentication;
    private Optional<String> told = Optional.empty();
    private String helo = "";

    /// A dialogue with a client that has just connected, for [Service#SMTP] or
    /// [Service#SUBMISSION].
    public SmtpDialogue(Service service, Terms terms) {
        this(service, false, terms);
    }

    /// The same; a trusted `frontEnd` may tell who its client is.
    public SmtpDialogue(Service service, boolean frontEnd, Terms terms) {
        this.service = service;
        this.frontEnd = frontEnd;
        this.terms = terms;
        this.patience = new Patience(terms.limits());
        this.authentication = new Authentication(terms, patience, new LoginWords());
    }

    @Override
    public List<Step> greeting() {
        return List.of(ready());
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
                        yield mistake(SmtpReply.of(500, "5.5.2", malformed.reason().text()));
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
        return patience.judge(
                this,
                isSubmission()
                        ? authentication.failed(failure)
                        : List.of(reply(SmtpFailures.inbound(failure))));
    }

    @Override
    public byte[] farewell(Farewell reason) {
        SmtpReply reply =
                switch (reason) {
                    case STOPPING -> SmtpReply.of(421, "4.3.2", "The server stops, connect again");
                    case TIMED_OUT -> SmtpReply.of(421, "4.4.2", "Too slow");
                    case FULL -> SmtpReply.of(421, "4.7.0", "Too many connections");
                    case PATIENCE -> SmtpReply.of(421, "4.7.0", "Too many commands or mistakes");
                    case BUG -> SmtpReply.of(421, "4.3.0", "Internal error");
                };
        return reply.bytes();
    }

    private Step ready() {
        return reply(SmtpReply.of(220, terms.node() + " ESMTP Tohost ready"));
    }

    private boolean isSubmission() {
        return service == Service.SUBMISSION;
    }

    private List<Step> line(byte[] line) {
        try {
            return authentication.isUnderWay()
                    ? authentication.on(line)
                    : command(SmtpCommand.parse(line));
        } catch (Failure.Syntax e) {
            return mistake(SmtpReply.of(501, "5.5.2", String.valueOf(e.getMessage())));
        }
    }

    private List<Step> command(SmtpCommand command) {
        patience.command();
        return switch (command.verb()) {
            case "EHLO" -> {
                hello(command.argument());
                yield List.of(reply(new SmtpReply(250, "", keywords())));
            }
            case "HELO" -> {
                hello(command.argument());
                yield List.of(reply(SmtpReply.of(250, terms.node().name())));
            }
            case "STARTTLS" -> startTls(command);
            case Xclient.VERB -> introduce(command);
            case "NOOP" -> List.of(reply(SmtpReply.of(250, "2.0.0", "Ok")));
            case "RSET" -> {
                envelope.reset();
                yield List.of(reply(SmtpReply.of(250, "2.0.0", "Ok")));
            }
            case "VRFY" -> List.of(reply(SmtpReply.of(252, "2.5.0", "Try to send")));
            case "QUIT" ->
                    List.of(new Step.End(SmtpReply.of(221, "2.0.0", "Bye").bytes(), "logout"));
            case "AUTH", "MAIL", "RCPT", "DATA" -> ordered(command);
            default -> unknown();
        };
    }

    /// Commands that need another one before them.
    private List<Step> ordered(SmtpCommand command) {
        boolean auth = command.verb().equals("AUTH");
        if (helo.isEmpty()) {
            return mistake(SmtpReply.of(503, "5.5.1", "EHLO comes first"));
        }
        if (auth && isSubmission()) {
            return authenticate(command.argument());
        }
        if (auth) {
            return mistake(SmtpReply.of(502, "5.5.1", "No login here"));
        }
        if (isSubmission()) {
            return mistake(SmtpReply.of(530, "5.7.0", "Log in first"));
        }
        return envelope.on(command, helo);
    }

    private void hello(String name) {
        if (name.isEmpty() || name.length() > 255 || name.indexOf(' ') >= 0) {
            throw new Failure.Syntax("HELO and EHLO take one name");
        }
        helo = told.orElse(name);
        envelope.reset(); // RFC 5321 4.1.4
    }

    private List<String> keywords() {
        List<String> keywords = new ArrayList<>();
        keywords.add(terms.node().name());
        keywords.addAll(terms.capabilities());
        if (terms.startTls() && !authentication.isSecure()) {
            keywords.add("STARTTLS");
        }
        if (frontEnd) {
            keywords.add(Xclient.keyword());
        }
        List<String> mechanisms = authentication.mechanisms();
        if (isSubmission() && !mechanisms.isEmpty()) {
            keywords.add("AUTH " + String.join(" ", mechanisms));
        }
        return keywords;
    }

    /// XCLIENT_README: the session starts anew, as that of the client. A name that was told stands
    /// for whatever the front end calls itself.
    private List<Step> introduce(SmtpCommand command) {
        if (!frontEnd) {
            return unknown();
        }
        if (envelope.isOpen()) {
            return mistake(SmtpReply.of(503, "5.5.1", "Not within a transaction"));
        }
        Xclient client = Xclient.parse(command.argument());
        told =
                Optional.ofNullable(client.attributes().get(Xclient.Attribute.HELO))
                        .filter(name -> !name.isEmpty())
                        .or(() -> told);
        helo = "";
        return List.of(new Step.Introduce(client), ready());
    }

    private List<Step> startTls(SmtpCommand command) {
        if (!command.argument().isEmpty()) {
            throw new Failure.Syntax("STARTTLS takes no argument");
        }
        if (authentication.isSecure() || !terms.startTls()) {
            return mistake(SmtpReply.of(503, "5.5.1", "STARTTLS is not possible here"));
        }
        helo = "";
        envelope.reset(); // RFC 3207 4.2: as if the client had just connected
        return List.of(
                new Step.StartTls(SmtpReply.of(220, "2.0.0", "Begin TLS negotiation now").bytes()));
    }

    private List<Step> authenticate(String argument) {
        int space = argument.indexOf(' ');
        return space < 0
                ? authentication.begin(argument, Optional.empty())
                : authentication.begin(
                        argument.substring(0, space),
                        Optional.of(Step.octets(argument.substring(space + 1).strip())));
    }

    private static Step reply(SmtpReply reply) {
        return new Step.Reply(reply.bytes());
    }

    private List<Step> unknown() {
        return mistake(SmtpReply.of(500, "5.5.1", "Unknown command"));
    }

    private List<Step> mistake(SmtpReply reply) {
        patience.mistake();
        return List.of(reply(reply));
    }

    /// The words of submission (RFC 4954 4).
    private final class LoginWords implements Authentication.Words {
        @Override
        public Step challenge(String base64) {
            return Step.line("334 " + base64);
        }

        @Override
        public Step failed(Failure failure) {
            return reply(SmtpFailures.submission(failure));
        }

        @Override
        public Step unsupported() {
            return reply(SmtpReply.of(504, "5.5.4", "Mechanism not supported"));
        }

        @Override
        public Handover handover() {
            return new Handover.Submission(helo);
        }
    }
}
