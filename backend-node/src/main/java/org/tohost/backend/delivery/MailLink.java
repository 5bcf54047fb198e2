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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;

/// The wire under a hand-over: commands out, replies in. One thread.
final class MailLink implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final LineFramer framer = new LineFramer(LONGEST_LINE);
    private final SmtpReplyReader replies = new SmtpReplyReader();
    private final byte[] chunk = new byte[4096];

    MailLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    }

    Socket socket() {
        return socket;
    }

    /// Goes on inside TLS, as a client of `name`.
    ///
    /// @throws IOException if it cannot be had, or something came before it began
    void secure(SSLContext context, SSLParameters parameters, String name) throws IOException {
        if (framer.available() > 0 || in.available() > 0) {
            throw new IOException("something came before TLS");
        }
        SSLSocket secured =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, name, socket.getPort(), true);
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        socket = secured;
        in = secured.getInputStream();
        out = new BufferedOutputStream(secured.getOutputStream(), 16 * 1024);
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

    /// Sends a command of which nothing less than success will do.
    ///
    /// @return the reply
    /// @throws IOException if it is another one, or none comes in time
    SmtpReply ask(String line, Duration patience) throws IOException {
        command(line);
        return success(patience);
    }

    /// {@return the next reply, of which nothing less than success will do}
    ///
    /// @throws IOException if it is another one, or none comes in time
    SmtpReply success(Duration patience) throws IOException {
        SmtpReply reply = reply(patience);
        if (!reply.isPositive()) {
            throw new IOException("it said " + reply);
        }
        return reply;
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
            throw new IOException("the other side does not speak SMTP or LMTP");
        }
        try {
            return replies.add(new String(line.octets(), StandardCharsets.UTF_8));
        } catch (Failure.Syntax e) {
            throw new IOException("the other side does not speak SMTP or LMTP", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
