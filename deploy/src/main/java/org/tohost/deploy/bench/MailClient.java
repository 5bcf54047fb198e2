package org.tohost.deploy.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tohost.common.domain.Secret;
import org.tohost.common.sasl.Base64Lines;

/// A client of one of the protocols, on a connection of its own: it knows what the load needs, and
/// takes nothing but the replies that belong there. One thread.
sealed interface MailClient extends Closeable permits MailClient.Reader, SmtpClient {
    /// {@return a client that has been greeted, and has secured the connection if it shall}
    static MailClient connect(Dial dial) throws IOException {
        Wire wire = dial.open();
        try {
            return switch (dial.target().scheme()) {
                case IMAP, IMAPS -> new ImapClient(wire, dial);
                case POP3, POP3S -> new Pop3Client(wire, dial);
                case SMTP, SMTPS -> new SmtpClient(wire, dial);
            };
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /// One that can read mail.
    sealed interface Reader extends MailClient permits ImapClient, Pop3Client {
        /// Fetches the whole message of this number in the INBOX.
        void fetch(int number, OutputStream into) throws IOException;
    }

    /// Logs in by SASL PLAIN (RFC 4616).
    void login(String user, Secret password) throws IOException;

    /// Sends NOOP.
    void ping() throws IOException;

    /// Stays for this time without asking for anything, and makes sure that the session lives on.
    void hold(Duration time) throws IOException;

    /// Says goodbye.
    void quit() throws IOException;

    /// {@return the one message of PLAIN, as it stands on a line}
    static String plain(String user, Secret password) {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        byte[] secret = password.octets();
        byte[] message = new byte[name.length + secret.length + 2];
        System.arraycopy(name, 0, message, 1, name.length);
        System.arraycopy(secret, 0, message, name.length + 2, secret.length);
        return Base64Lines.encode(message);
    }
}
