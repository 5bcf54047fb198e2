package org.tohost.backend.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.tohost.backend.server.ReplyWriter;
import org.tohost.backend.store.Body;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.DotEncoder;

/// Sends messages: line-safe, dots doubled (RFC 1939 3), and as the client can read them (RFC
/// 6856).
///
/// @param utf8 whether the client has said UTF8
record MessageReply(ReplyWriter out, boolean utf8) {
    /// What is sent of a message.
    interface Excerpt {
        void copy(InputStream message, OutputStream to) throws IOException;
    }

    /// Once the response has begun nothing but its content may follow: a client would take an error
    /// for a line of the message, so one that cannot be read to its end ends the connection.
    ///
    /// @throws Failure.Unavailable if the message cannot be read at all; nothing is sent then
    void send(Body body, String response, Excerpt excerpt) throws IOException {
        try (InputStream content = utf8 ? body.open() : Surrogate.of(body)) {
            out.line("+OK " + response);
            DotEncoder encoder = new DotEncoder(unflushed());
            try {
                excerpt.copy(content, encoder);
            } catch (Failure e) {
                throw new IOException("a message could not be sent to its end", e);
            }
            encoder.finish();
        }
    }

    /// The writer of replies as a stream; it is neither flushed nor closed by it.
    private OutputStream unflushed() {
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
