package org.tohost.backend.lmtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Peer;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.smtp.SmtpCommand;
import org.tohost.common.smtp.SmtpFailures;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.wire.Frame;

/// One LMTP session, command by command.
final class LmtpSession {
    private static final int MAX_ERRORS = 20;
    private static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "OK");

    private final LmtpDesk desk;
    private final Connection connection;
    private final LmtpMail mail;
    private final boolean allowed;
    private boolean greeted;
    private int errors;
    private boolean ended;

    LmtpSession(LmtpDesk desk, Connection connection) {
        this.desk = desk;
        this.connection = connection;
        this.mail = new LmtpMail(desk, connection);
        this.allowed =
                connection.peer() instanceof Peer.Direct
                        && desk.allow().matches(connection.client().address());
    }

    void run() throws IOException {
        switch (connection.peer()) {
            case Peer.Node(_, var challenge) -> greet(challenge + " Tohost");
            case Peer.Direct() when allowed -> greet("Tohost");
            case Peer.Direct() -> {
                say(SmtpReply.of(554, "5.7.1", "Access denied"));
                ended = true;
            }
        }
        while (!ended) {
            Optional<Frame> frame = connection.readFrame();
            if (frame.isEmpty()) {
                return;
            }
            for (SmtpReply reply : answer(frame.get())) {
                say(reply);
                count(reply);
            }
        }
        connection.out().flush();
    }

    private void greet(String rest) throws IOException {
        say(SmtpReply.of(220, desk.self() + " LMTP " + rest));
    }

    private void say(SmtpReply reply) throws IOException {
        connection.out().write(reply.bytes());
    }

    private void count(SmtpReply reply) throws IOException {
        if (reply.isPermanent() && reply.code() != 550 && ++errors == MAX_ERRORS) {
            say(SmtpReply.of(421, "4.7.0", "Too many errors, closing connection"));
            connection.ending("too many errors");
            ended = true;
        }
    }

    private List<SmtpReply> answer(Frame frame) throws IOException {
        try {
            return switch (frame) {
                case Frame.Line line -> answer(SmtpCommand.parse(line.octets()));
                case Frame.Malformed malformed ->
                        List.of(SmtpReply.of(500, "5.5.2", malformed.reason().text()));
                case Frame.Literal _ -> throw new IllegalStateException("LMTP has no literals");
            };
        } catch (Failure e) {
            return List.of(SmtpFailures.inbound(e));
        }
    }

    private List<SmtpReply> answer(SmtpCommand command) throws IOException {
        boolean admitted = greeted && (allowed || connection.ticket().isPresent());
        return switch (command.verb()) {
            case "LHLO" -> List.of(hello(command.argument()));
            case "AUTH" -> List.of(ticket(command.argument()));
            case "MAIL" -> List.of(admitted ? mail.mail(command.argument()) : refused());
            case "RCPT" -> List.of(mail.rcpt(command.argument()));
            case "DATA" -> mail.data(command.argument());
            case "RSET" -> List.of(reset());
            case "NOOP" -> List.of(OK);
            case "VRFY" -> List.of(SmtpReply.of(252, "2.0.0", "Send some mail and see"));
            case "QUIT" -> List.of(quit());
            case "STARTTLS", "XCLIENT", "XFORWARD", "PROXY", "HELO", "EHLO" ->
                    List.of(SmtpReply.of(503, "5.5.1", "Not in this session"));
            default -> List.of(SmtpReply.of(500, "5.5.2", "Command not recognised"));
        };
    }

    private SmtpReply refused() {
        return allowed
                ? SmtpReply.of(503, "5.5.1", "LHLO first")
                : SmtpReply.of(530, "5.7.0", "LHLO and ticket first");
    }

    private SmtpReply hello(String name) {
        if (name.isEmpty()) {
            return SmtpReply.of(501, "5.5.4", "Your name is missing");
        }
        mail.reset();
        greeted = true;
        List<String> lines = new ArrayList<>(List.of(desk.self().name()));
        lines.addAll(List.of("PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8"));
        lines.add("SIZE " + desk.intake().maxSize());
        if (!allowed) {
            lines.add(LmtpMail.DELIVERY_ID);
        }
        if (!allowed && connection.ticket().isEmpty()) {
            lines.add("AUTH " + TicketCodec.MECHANISM);
        }
        return new SmtpReply(250, "", lines);
    }

    private SmtpReply ticket(String argument) {
        if (!greeted || allowed || connection.ticket().isPresent()) {
            return SmtpReply.of(503, "5.5.1", "Not in this session");
        }
        String[] words = argument.split(" ", 2);
        if (words.length < 2 || !words[0].toUpperCase(Locale.ROOT).equals(TicketCodec.MECHANISM)) {
            return SmtpReply.of(504, "5.5.4", "Mechanism not available");
        }
        byte[] octets = Base64Lines.initialResponse(words[1].getBytes(StandardCharsets.UTF_8));
        try {
            desk.tickets().accept(octets, connection, Set.of(Service.LMTP));
        } catch (Failure.Refused e) {
            return SmtpFailures.submission(new Failure.Refused(Refusal.AUTHENTICATION, "ticket"));
        }
        return SmtpReply.of(235, "2.7.0", "Welcome");
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
}
