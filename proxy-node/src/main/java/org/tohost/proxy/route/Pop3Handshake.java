package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The hand-over by POP3: first what the client has chosen before its login (RFC 6856), then the
/// ticket. The client was told that its choice holds, so a back-end that refuses it is none for
/// this client.
public final class Pop3Handshake implements Handshake {
    private final UnaryOperator<String> ticket;
    private final Queue<String> replayed;
    private String greeting = "";
    private Stage stage = Stage.GREETING;

    private enum Stage {
        GREETING,
        REPLAY,
        TICKET
    }

    Pop3Handshake(List<String> replayed, UnaryOperator<String> ticket) {
        this.replayed = new ArrayDeque<>(replayed);
        this.ticket = ticket;
    }

    @Override
    public Move on(String line) {
        if (!line.equals("+OK") && !line.startsWith("+OK ")) {
            return stage == Stage.TICKET ? refused(line) : Handshake.unavailable(line);
        }
        return switch (stage) {
            case GREETING -> {
                greeting = line;
                yield next();
            }
            case REPLAY -> next();
            case TICKET -> new Move.Done((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    @Override
    public boolean presented() {
        return stage != Stage.GREETING;
    }

    private static Move refused(String line) {
        String detail = "the back-end said: " + line;
        String upper = line.toUpperCase(Locale.ROOT);
        if (upper.startsWith("-ERR [IN-USE]")) {
            return new Move.Failed(new Failure.Refused(Refusal.IN_USE, detail));
        }
        return upper.startsWith("-ERR [LOGIN-DELAY]")
                ? new Move.Failed(new Failure.Refused(Refusal.TOO_SOON, detail))
                : Handshake.unavailable(line);
    }

    private Move next() {
        String command = replayed.poll();
        stage = command == null ? Stage.TICKET : Stage.REPLAY;
        return Handshake.send(command == null ? "AUTH " + ticket.apply(greeting) : command);
    }
}
