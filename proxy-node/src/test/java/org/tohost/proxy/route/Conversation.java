package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import org.tohost.common.failure.Failure;

/// What a handshake says to the lines of a back-end: `>` to the back-end, `#` the same by TLS begun
/// before, `=` to the client, `!` that it failed.
final class Conversation {
    private Conversation() {}

    static String of(Handshake handshake, String backend) {
        StringBuilder said = new StringBuilder();
        for (String line : backend.lines().toList()) {
            switch (next(handshake, line)) {
                case Move.Wait _ -> {}
                case Move.Send(byte[] octets) -> said.append("> ").append(text(octets));
                case Move.StartTls(byte[] octets) -> said.append("# ").append(text(octets));
                case Move.Done(byte[] reply) -> said.append("= ").append(text(reply));
                case Move.Failed(Failure failure) ->
                        said.append("! ").append(words(failure)).append('\n');
            }
        }
        return said.toString();
    }

    private static Move next(Handshake handshake, String line) {
        try {
            return handshake.on(line);
        } catch (Failure e) {
            return new Move.Failed(e);
        }
    }

    static String words(Failure failure) {
        String kind =
                switch (failure) {
                    case Failure.Refused refused -> refused.refusal().name();
                    case Failure.Unavailable unavailable -> unavailable.outage().name();
                    case Failure.Syntax _ -> "SYNTAX";
                };
        return kind + " " + failure.getMessage();
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
