package org.tohost.proxy.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.Evidence;
import org.tohost.common.smtp.Xclient;

/// One thing that a dialogue wants done, in the order of its list.
public sealed interface Step {
    /// Send these octets to the client.
    record Reply(byte[] octets) implements Step {}

    /// Read a literal of this many octets next.
    record ExpectLiteral(int octets) implements Step {}

    /// Drop what the client sent behind its command, send the reply, and do TLS from then on.
    record StartTls(byte[] reply) implements Step {}

    /// Wait: test the evidence and hand the session over to the user's back-end.
    record Authenticate(Evidence evidence, String mechanism, Handover handover) implements Step {}

    /// Wait: look up what is kept of this user's password and tell it to [Dialogue#told].
    record AskVerifier(LoginName name, String mechanism) implements Step {}

    /// Wait: hand the session over to a back-end for mail to this recipient, the one with this
    /// address if there is one (`<postmaster>` has none).
    record Deliver(Optional<MailAddress> recipient, Handover handover) implements Step {}

    /// Put on record that a login was refused without asking the user database. The name is the one
    /// that the client gave, if it came to that.
    record Refused(String name, String mechanism, Failure.Refused failure) implements Step {}

    /// The front end that the connection comes from has told who its client is.
    record Introduce(Xclient client) implements Step {}

    /// Send these octets and end the connection; the reason is for the log.
    record End(byte[] octets, String why) implements Step {}

    /// {@return a reply of one line}
    static Step line(String text) {
        return new Reply(crlf(text));
    }

    /// {@return the text, one octet a character, with CRLF behind it}
    static byte[] crlf(String text) {
        return octets(text + "\r\n");
    }

    /// {@return the text, one octet a character}
    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
