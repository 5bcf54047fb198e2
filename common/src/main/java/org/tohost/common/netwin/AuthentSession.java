package org.tohost.common.netwin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentReply;

/// Commands and answers of one client, in turn, until `exit` or the end of the stream.
final class AuthentSession {
    private static final Logger log = LoggerFactory.getLogger(AuthentSession.class);

    private final AuthentAnswers answers;
    private final String peer;

    /// A session with the client at this address.
    AuthentSession(AuthentAnswers answers, String peer) {
        this.answers = answers;
        this.peer = peer;
    }

    /// Answers all there is.
    void run(InputStream in, OutputStream out) throws IOException {
        LineInput lines = new LineInput(in);
        boolean more = true;
        while (more) {
            try {
                Optional<byte[]> line = lines.next();
                more = line.isPresent() && answer(line.get(), out);
            } catch (Failure.Syntax e) {
                write(List.of(new AuthentReply.Err(e.getMessage())), out);
                more = false; // where the next line begins, nobody knows
            }
        }
    }

    /// {@return false if it was the last}
    private boolean answer(byte[] line, OutputStream out) throws IOException {
        Optional<AuthentCommand> command = Optional.empty();
        List<AuthentReply> replies;
        try {
            command = Optional.of(AuthentCommand.parse(line));
            replies = answers.answer(command.get(), peer);
        } catch (Failure.Syntax e) {
            replies = List.of(new AuthentReply.Err(AuthentAnswers.shortened(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("a question could not be answered", e);
            replies = List.of(new AuthentReply.Dead("internal error"));
        } finally {
            Arrays.fill(line, (byte) 0);
        }
        write(replies, out);
        return !(command.orElse(null) instanceof AuthentCommand.Exit);
    }

    private static void write(List<AuthentReply> replies, OutputStream out) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (AuthentReply reply : replies) {
            lines.writeBytes(line(reply));
            lines.write('\n');
        }
        lines.writeTo(out);
        out.flush();
    }

    private static byte[] line(AuthentReply reply) {
        try {
            return reply.line();
        } catch (Failure.Syntax e) {
            return new AuthentReply.Dead("the answer is too long").line();
        }
    }
}
