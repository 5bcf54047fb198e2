package org.tohost.backend.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tohost.backend.server.ReplyWriter;
import org.tohost.backend.store.Message;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.pop3.Pop3Command;

/// The commands of the TRANSACTION state (RFC 1939 5).
final class MaildropCommands {
    private final Maildrop maildrop;
    private final ReplyWriter out;
    private final MessageReply reply;

    /// @param utf8 whether the client has said UTF8
    MaildropCommands(Maildrop maildrop, ReplyWriter out, boolean utf8) {
        this.maildrop = maildrop;
        this.out = out;
        this.reply = new MessageReply(out, utf8);
    }

    void answer(Pop3Command command) throws IOException {
        switch (command.keyword()) {
            case "STAT" -> stat(command);
            case "LIST" -> list(command, this::size);
            case "UIDL" -> list(command, maildrop::uniqueId);
            case "RETR" -> retrieve(number(command.arguments(1, 1)));
            case "TOP" -> top(command.arguments(2, 2));
            case "DELE" -> delete(number(command.arguments(1, 1)));
            case "RSET" -> reset(command);
            case "NOOP" -> noop(command);
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
        reply.send(maildrop.body(message), message.size() + " octets", InputStream::transferTo);
    }

    private void top(List<String> arguments) throws IOException {
        Message message = message(number(arguments));
        int lines = Pop3Command.number(arguments.get(1));
        reply.send(maildrop.body(message), "Top of message follows", new TopLines(lines)::copy);
    }

    private void delete(int number) throws IOException {
        message(number);
        maildrop.delete(number);
        ok("Marked as deleted");
    }

    private void stat(Pop3Command command) throws IOException {
        command.arguments(0, 0);
        ok(maildrop.count() + " " + maildrop.size());
    }

    private void noop(Pop3Command command) throws IOException {
        command.arguments(0, 0);
        ok("");
    }

    private void reset(Pop3Command command) throws IOException {
        command.arguments(0, 0);
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
}
