package org.tohost.backend.smtp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.delivery.Transmission;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Peer;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpCommand;
import org.tohost.common.smtp.SmtpFailures;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.wire.Frame;

/// One SMTP session, command by command.
final class SmtpSession {
    /// RFC 5321 4.5.3.1.4 asks for 512; paths may be longer with SMTPUTF8 and parameters.
    static final int LONGEST_COMMAND = 2048;

    private static final int CLOSING = 421;
    private static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "OK");

    private final SmtpDesk desk;
    private final Connection connection;
    private final SmtpAuthentication authentication;
    private final MailCommands mail;
    private Optional<Transmission.Protocol> greeted = Optional.empty();
    private int errors;
    private boolean securing;
    private boolean ended;

    SmtpSession(Service service, SmtpDesk desk, Connection connection) {
        this.desk = desk;
        this.connection = connection;
        this.authentication = new SmtpAuthentication(service, desk, connection);
        this.mail = new MailCommands(desk, connection);
    }

    void run() throws IOException {
        say(greeting());
        while (!ended) {
            Optional<Frame> frame = connection.readFrame();
            if (frame.isEmpty()) {
                return;
            }
            SmtpReply reply = answer(frame.get());
            say(reply);
            count(reply);
            if (securing) {
                secure();
            }
        }
        connection.out().flush();
    }

    private SmtpReply greeting() {
        String challenge =
                switch (connection.peer()) {
                    case Peer.Node node -> node.challenge() + " ";
                    case Peer.Direct _ -> "";
                };
        return SmtpReply.of(220, desk.self() + " ESMTP " + challenge + "Tohost");
    }

    private void say(SmtpReply reply) throws IOException {
        connection.out().write(reply.bytes());
    }

    private void count(SmtpReply reply) throws IOException {
        if (reply.code() == CLOSING) {
            connection.ending("turned away");
            ended = true; // RFC 5321 4.2.3
            return;
        }
        if (reply.isPermanent() && ++errors >= desk.settings().maxErrors()) {
            say(SmtpReply.of(421, "4.7.0", "Too many errors, closing connection"));
            connection.ending("too many errors");
            ended = true;
        }
    }

    private SmtpReply answer(Frame frame) throws IOException {
        return switch (frame) {
            case Frame.Line line -> answer(line.octets());
            case Frame.Malformed malformed -> unrecognised(malformed.reason().text());
            case Frame.Literal _ -> throw new IllegalStateException("SMTP has no literals");
        };
    }

    private SmtpReply answer(byte[] line) throws IOException {
        SmtpCommand command;
        try {
            command = SmtpCommand.parse(line);
        } catch (Failure.Syntax e) {
            return unrecognised(String.valueOf(e.getMessage()));
        }
        if (line.length > LONGEST_COMMAND && !command.verb().equals("AUTH")) {
            return unrecognised(Frame.Reason.TOO_LONG.text());
        }
        try {
            return answer(command);
        } catch (Failure e) {
            return SmtpFailures.inbound(e);
        }
    }

    private SmtpReply answer(SmtpCommand command) throws IOException {
        return switch (command.verb()) {
            case "EHLO" -> hello(command.argument(), Transmission.Protocol.ESMTP);
            case "HELO" -> hello(command.argument(), Transmission.Protocol.SMTP);
            case "AUTH" -> authenticate(command.argument());
            case "STARTTLS" -> startTls(command.argument());
            case "MAIL" ->
                    greeted.map(_ -> mail(command.argument())).orElse(badSequence("EHLO first"));
            case "RCPT" -> mail.rcpt(command.argument(), authentication.rights());
            case "DATA" -> data(command.argument());
            case "RSET" -> reset();
            case "NOOP" -> OK;
            case "VRFY" -> SmtpReply.of(252, "2.0.0", "Send some mail and see");
            case "HELP" -> SmtpReply.of(214, "2.0.0", "RFC 5321 and RFC 6409 apply");
            case "QUIT" -> quit();
            case "XCLIENT", "XFORWARD", "PROXY" -> badSequence("Not in this session");
            case "EXPN", "BDAT", "TURN", "ETRN", "SEND", "SOML", "SAML" ->
                    SmtpReply.of(502, "5.5.1", "Command not implemented");
            default -> unrecognised("Command not recognised");
        };
    }

    private SmtpReply hello(String name, Transmission.Protocol protocol) {
        if (name.isEmpty() || name.length() > 255) {
            return SmtpReply.of(501, "5.5.4", "Your name is missing");
        }
        mail.reset();
        greeted = Optional.of(protocol);
        connection.introduce(name);
        List<String> lines = new ArrayList<>(List.of(desk.self().name()));
        if (protocol == Transmission.Protocol.ESMTP) {
            lines.add("PIPELINING");
            lines.add("SIZE " + desk.intake().maxSize());
            lines.add("8BITMIME");
            lines.add("ENHANCEDSTATUSCODES");
            lines.add("SMTPUTF8");
            lines.addAll(authentication.keywords());
        }
        return new SmtpReply(250, "", lines);
    }

    private SmtpReply authenticate(String argument) throws IOException {
        if (greeted.isEmpty() || mail.inTransaction()) {
            return badSequence("Not now");
        }
        try {
            return authentication.auth(argument);
        } catch (Failure e) {
            return SmtpFailures.submission(e);
        }
    }

    private SmtpReply startTls(String argument) {
        if (!authentication.mayStartTls()) {
            return badSequence("Not in this session");
        }
        if (!argument.isEmpty()) {
            return SmtpReply.of(501, "5.5.4", "STARTTLS takes no argument");
        }
        securing = true;
        return SmtpReply.of(220, "2.0.0", "Go ahead");
    }

    private void secure() throws IOException {
        securing = false;
        connection.startTls(desk.tls().orElseThrow());
        mail.reset();
        greeted = Optional.empty(); // RFC 3207 4.2: nothing said before counts
    }

    private SmtpReply mail(String argument) {
        return mail.mail(argument, authentication.rights());
    }

    private SmtpReply data(String argument) throws IOException {
        if (!argument.isEmpty()) {
            return SmtpReply.of(501, "5.5.4", "DATA takes no argument");
        }
        return mail.data(greeted.orElse(Transmission.Protocol.SMTP), authentication.rights());
    }

    private SmtpReply reset() {
        mail.reset();
        return OK;
    }

    private SmtpReply quit() {
        ended = true;
        connection.ending("quit");
        return SmtpReply.of(221, "2.0.0", "Bye");
    }

    private static SmtpReply unrecognised(String why) {
        return SmtpReply.of(500, "5.5.2", why);
    }

    private static SmtpReply badSequence(String why) {
        return SmtpReply.of(503, "5.5.1", why);
    }
}
