package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The hand-over by POP3.
public final class Pop3Handshake implements Handshake {
    private final UnaryOperator<String> ticket;
    private boolean greeted;

    Pop3Handshake(UnaryOperator<String> ticket) {
        this.ticket = ticket;
    }

    @Override
    public Move on(String line) {
        if (!line.equals("+OK") && !line.startsWith("+OK ")) {
            return greeted && line.toUpperCase(Locale.ROOT).startsWith("-ERR [IN-USE]")
                    ? new Move.Failed(
                            new Failure.Refused(Refusal.IN_USE, "the back-end said: " + line))
                    : Handshake.unavailable(line);
        }
        if (!greeted) {
            greeted = true;
            return Handshake.send("AUTH " + ticket.apply(line));
        }
        return new Move.Done((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
