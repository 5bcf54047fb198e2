package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The hand-over by IMAP. It uses the client's own tag, so that the back-end's tagged OK, with the
/// capabilities in it and all untagged responses before it, is the answer that the client waits
/// for.
public final class ImapHandshake implements Handshake {
    private static final int MOST_UNTAGGED = 64 * 1024;

    private final String tag;
    private final UnaryOperator<String> ticket;
    private final StringBuilder answer = new StringBuilder();
    private boolean greeted;

    ImapHandshake(String tag, UnaryOperator<String> ticket) {
        this.tag = tag;
        this.ticket = ticket;
    }

    @Override
    public Move on(String line) {
        return greeted ? answered(line) : greeting(line);
    }

    @Override
    public boolean presented() {
        return greeted;
    }

    private Move greeting(String line) {
        // neither BYE nor PREAUTH, which would be somebody else's session
        if (!startsWith(line, "* OK")) {
            return Handshake.unavailable(line);
        }
        greeted = true;
        return Handshake.send(tag + " AUTHENTICATE " + ticket.apply(line));
    }

    private Move answered(String line) {
        if (line.startsWith("* ") && !startsWith(line, "* BYE")) {
            answer.append(line).append("\r\n");
            return answer.length() > MOST_UNTAGGED
                    ? Handshake.unavailable("too much before the tagged response")
                    : new Move.Wait();
        }
        if (!line.startsWith(tag + " ")) {
            return Handshake.unavailable(line);
        }
        String state = line.substring(tag.length() + 1);
        if (startsWith(state, "OK")) {
            answer.append(line).append("\r\n");
            return new Move.Done(answer.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return startsWith(state, "NO [LIMIT]")
                ? new Move.Failed(new Failure.Refused(Refusal.LIMIT, "the back-end said: " + line))
                : Handshake.unavailable(line);
    }

    private static boolean startsWith(String line, String words) {
        return line.toUpperCase(Locale.ROOT).startsWith(words)
                && (line.length() == words.length()
                        || words.endsWith("]")
                        || line.charAt(words.length()) == ' ');
    }
}
