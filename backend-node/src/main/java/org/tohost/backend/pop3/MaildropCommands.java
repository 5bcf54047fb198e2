package org.tohost.backend.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.tohost.backend.server.ReplyWriter;
import org.tohost.backend.store.Message;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.pop3.Pop3Command;
import org.tohost.common.smtp.DotEncoder;

/// The commands of the TRANSACTION state (RFC 1939 5).
final class MaildropCommands {
    private final Maildrop maildrop;
    private final ReplyWriter out;

    MaildropCommands(Maildrop maildrop, ReplyWriter out) {
        this.maildrop = maildrop;
        this.out = out;
    }

    void answer(Pop3Command command) throws IOException {
        switch (command.keyword()) {
            case "STAT" -> ok(maildrop.count() + " " + maildrop.size());
            case "LIST" -> list(command, this::size);
            case "UIDL" -> list(command, maildrop::uniqueId);
            case "RETR" -> retrieve(number(command.arguments(1, 1)));
            case "TOP" -> top(command.arguments(2, 2));
            case "DELE" -> delete(number(command.arguments(1, 1)));
            case "RSET" -> reset();
            case "NOOP" -> ok("");
            default -> throw new Failure.Syntax("not a command of this state");
        }
    }

    /// RFC 1939 6: all that is marked goes, or nothing.
    void update() {
        maildrop.update();
    }

    /// What LIST and UIDL say of a message.
    private interface Fact {
        String of(Message message);
    }

    private String size(Message message) {
        return Long.toString(message.size());
    }

    private void list(Pop3Command command, Fact fact) throws IOException {
        List<String> arguments = command.arguments(0, 1);
        if (!arguments.isEmpty()) {
            int number = number(arguments);
            ok(number + " " + fact.of(message(number)));
            return;
        }
        ok(maildrop.count() + " messages");
        for (int number = 1; number <= maildrop.last(); number++) {
            for (Message message : maildrop.message(number).stream().toList()) {
                out.line(number + " " + fact.of(message));
            }
        }
        out.line(".");
    }

    private void retrieve(int number) throws IOException {
        Message message = message(number);
        send(message, message.size() + " octets", InputStream::transferTo);
    }

    private void top(List<String> arguments) throws IOException {
        Message message = message(number(arguments));
        int lines = Pop3Command.number(arguments.get(1));
        send(message, "Top of message follows", new TopLines(lines)::copy);
    }

    /// What is sent of a message.
    private interface Excerpt {
        void copy(InputStream message, OutputStream to) throws IOException;
    }

    /// Once the response has begun nothing but its content may follow: a client would take an error
    /// for a line of the message, so one that cannot be read to its end ends the connection.
    private void send(Message message, String response, Excerpt excerpt) throws IOException {
        try (InputStream body = maildrop.body(message).open()) {
            ok(response);
            DotEncoder encoder = new DotEncoder(content());
            try {
                excerpt.copy(body, encoder);
            } catch (Failure e) {
                throw new IOException("a message could not be sent to its end", e);
            }
            encoder.finish();
        }
    }

    private void delete(int number) throws IOException {
        message(number);
        maildrop.delete(number);
        ok("Marked as deleted");
    }

    private void reset() throws IOException {
        maildrop.reset();
        ok(maildrop.count() + " messages");
    }

    private static int number(List<String> arguments) {
        return Pop3Command.number(arguments.getFirst());
    }

    private Message message(int number) {
        return maildrop.message(number)
                .orElseThrow(() -> new Failure.Refused(Refusal.NONEXISTENT, "message " + number));
    }

    private void ok(String text) throws IOException {
        out.line(text.isEmpty() ? "+OK" : "+OK " + text);
    }

    /// The writer of replies as a stream; it is neither flushed nor closed by it.
    private OutputStream content() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                out.write(new byte[] {(byte) octet});
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                out.write(octets, offset, length);
            }
        };
    }
}
