package org.tohost.backend.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.tohost.backend.server.ReplyWriter;

/// Writes responses. Texts are octet strings.
final class ImapWriter {
    private final ReplyWriter out;
    private boolean torn;

    ImapWriter(ReplyWriter out) {
        this.out = out;
    }

    /// Writes an untagged response.
    void untagged(String text) throws IOException {
        line("* " + text);
    }

    /// Writes the response that completes a command.
    void tagged(String tag, String status) throws IOException {
        line(tag + " " + status);
    }

    /// Asks the client to go on (RFC 9051 7.6).
    void goOn(String text) throws IOException {
        line("+ " + text);
    }

    private void line(String text) throws IOException {
        out.write(octets(text + "\r\n"));
    }

    /// Begins, or goes on with, a response in several pieces, to be ended by [#complete].
    void piece(String text) throws IOException {
        torn = true;
        out.write(octets(text));
    }

    /// Goes on with exactly so many octets.
    void piece(InputStream content, long length) throws IOException {
        torn = true;
        out.transfer(content, length);
    }

    /// Ends a response in pieces.
    void complete(String text) throws IOException {
        line(text);
        torn = false;
    }

    /// {@return true if a response was begun and not completed: nothing can follow it}
    boolean torn() {
        return torn;
    }

    void flush() throws IOException {
        out.flush();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
