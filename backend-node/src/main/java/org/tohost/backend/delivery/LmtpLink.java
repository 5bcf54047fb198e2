package org.tohost.backend.delivery;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;

/// The wire under a hand-over: commands out, replies in. One thread.
final class LmtpLink implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final LineFramer framer = new LineFramer(LONGEST_LINE);
    private final SmtpReplyReader replies = new SmtpReplyReader();
    private final byte[] chunk = new byte[4096];

    LmtpLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    }

    Socket socket() {
        return socket;
    }

    /// Gathers a command; [#reply] and [#flush] send it.
    void command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// {@return where content goes}
    OutputStream content() {
        return out;
    }

    void flush() throws IOException {
        out.flush();
    }

    /// {@return the next reply}
    ///
    /// @throws IOException if none comes in time, or something that is none
    SmtpReply reply(Duration patience) throws IOException {
        out.flush();
        socket.setSoTimeout((int) patience.toMillis());
        while (true) {
            Optional<Frame> frame = framer.next();
            if (frame.isPresent()) {
                Optional<SmtpReply> reply = add(frame.get());
                if (reply.isPresent()) {
                    return reply.get();
                }
            } else {
                int n = in.read(chunk);
                if (n < 0) {
                    throw new EOFException("closed by the other side");
                }
                framer.feed(chunk, 0, n);
            }
        }
    }

    private Optional<SmtpReply> add(Frame frame) throws IOException {
        if (!(frame instanceof Frame.Line line)) {
            throw new IOException("the other side does not speak LMTP");
        }
        try {
            return replies.add(new String(line.octets(), StandardCharsets.UTF_8));
        } catch (Failure.Syntax e) {
            throw new IOException("the other side does not speak LMTP", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
