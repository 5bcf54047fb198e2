package org.tohost.deploy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;

/// Submission of mail (RFC 6409).
final class SmtpClient implements MailClient {
    private static final String HELO = "EHLO [127.0.0.1]";

    private final Wire wire;

    SmtpClient(Wire wire, Dial dial) throws IOException {
        this.wire = wire;
        awaitReply("greeting", 220);
        command(HELO, 250);
        if (dial.starttls()) {
            command("STARTTLS", 220);
            wire.secure(dial.target().host(), dial.target().port());
            command(HELO, 250);
        }
    }

    @Override
    public void login(String user, Secret password) throws IOException {
        wire.send("AUTH PLAIN");
        awaitReply("login", 334);
        wire.send(MailClient.plain(user, password));
        awaitReply("login", 235);
    }

    /// Hands a message over, whose lines end in CRLF and do not begin with a dot.
    void deliver(String from, String to, byte[] head, byte[] body) throws IOException {
        command("MAIL FROM:<" + from + ">", 250);
        command("RCPT TO:<" + to + ">", 250);
        command("DATA", 354);
        wire.write(head);
        wire.write(body);
        wire.send(".");
        awaitReply("content", 250);
    }

    @Override
    public void ping() throws IOException {
        command("NOOP", 250);
    }

    @Override
    public void hold(Duration time) throws IOException {
        if (wire.awaitInput(time)) {
            throw new Unexpected("idle", wire.line());
        }
        ping();
    }

    @Override
    public void quit() throws IOException {
        command("QUIT", 221);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void command(String text, int wanted) throws IOException {
        wire.send(text);
        awaitReply(text.replaceFirst("[: ].*", ""), wanted);
    }

    private void awaitReply(String where, int wanted) throws IOException {
        SmtpReplyReader replies = new SmtpReplyReader();
        try {
            Optional<SmtpReply> reply = replies.add(line());
            while (reply.isEmpty()) {
                reply = replies.add(line());
            }
            if (reply.get().code() != wanted) {
                throw new Unexpected(where, reply.get().toString());
            }
        } catch (Failure.Syntax e) {
            throw new Unexpected(where, String.valueOf(e.getMessage()));
        }
    }

    private String line() throws IOException {
        return new String(
                wire.line().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
