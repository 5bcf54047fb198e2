package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;
import org.tohost.proxy.dialogue.Handover;

/// The hand-over by SMTP: the client's EHLO and the ticket, then, for mail from another server, its
/// MAIL and RCPT, whose reply is the back-end's own. A refused MAIL is the reply to the RCPT.
///
/// EHLO is said also for a client that said HELO: tickets need it (RFC 4954 4).
public final class SmtpHandshake implements Handshake {
    private static final int CLOSING = 421;

    private final SmtpReplyReader replies = new SmtpReplyReader();
    private final String helo;
    private final UnaryOperator<String> ticket;
    private final Queue<String> replayed;
    private String greeting = "";
    private Stage stage = Stage.GREETING;

    private enum Stage {
        GREETING,
        EHLO,
        TICKET,
        REPLAY
    }

    private SmtpHandshake(String helo, UnaryOperator<String> ticket, List<String> replayed) {
        this.helo = helo;
        this.ticket = ticket;
        this.replayed = new ArrayDeque<>(replayed);
    }

    /// For a user; the reply to the ticket is the reply to the client's AUTH.
    static SmtpHandshake submission(Handover.Submission submission, UnaryOperator<String> ticket) {
        return new SmtpHandshake(submission.helo(), ticket, List.of());
    }

    /// For another server.
    static SmtpHandshake inbound(Handover.Inbound inbound, UnaryOperator<String> ticket) {
        return new SmtpHandshake(inbound.helo(), ticket, List.of(inbound.mail(), inbound.rcpt()));
    }

    @Override
    public Move on(String line) {
        byte[] octets = line.getBytes(StandardCharsets.ISO_8859_1);
        Optional<SmtpReply> reply = replies.add(new String(octets, StandardCharsets.UTF_8));
        return reply.isEmpty() ? new Move.Wait() : on(reply.get());
    }

    @Override
    public boolean presented() {
        return stage == Stage.TICKET || stage == Stage.REPLAY;
    }

    private Move on(SmtpReply reply) {
        boolean serves = stage == Stage.REPLAY ? reply.code() != CLOSING : reply.isPositive();
        if (!serves) {
            return Handshake.unavailable(reply.toString());
        }
        return switch (stage) {
            case GREETING -> {
                greeting = String.join(" ", reply.lines());
                stage = Stage.EHLO;
                yield Handshake.send("EHLO " + helo);
            }
            case EHLO -> {
                stage = Stage.TICKET;
                yield Handshake.send("AUTH " + ticket.apply(greeting));
            }
            case TICKET -> {
                stage = Stage.REPLAY;
                yield next(reply);
            }
            case REPLAY -> reply.isPositive() ? next(reply) : new Move.Done(reply.bytes());
        };
    }

    private Move next(SmtpReply last) {
        String command = replayed.poll();
        return command == null ? new Move.Done(last.bytes()) : Handshake.send(command);
    }
}
