package org.tohost.proxy.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// One thing that a dialogue wants done, in the order of its list.
public sealed interface Step {
    /// Send these octets to the client.
    record Reply(byte[] octets) implements Step {}

    /// Read a literal of this many octets next.
    record ExpectLiteral(int octets) implements Step {}

    /// Drop what the client sent behind its command, send the reply, and do TLS from then on.
    record StartTls(byte[] reply) implements Step {}

    /// Wait: test the password and hand the session over to the user's back-end.
    record Authenticate(Credentials credentials, String mechanism, Handover handover)
            implements Login {}

    /// Wait: hand the session over to a back-end for mail to this recipient, the one with this
    /// address if there is one (`<postmaster>` has none).
    record Deliver(Optional<MailAddress> recipient, Handover handover) implements Step {}

    /// Put on record that a login was refused without asking the user database.
    record Refused(String mechanism, Failure.Refused failure) implements Login {}

    /// Send these octets and end the connection; the reason is for the log.
    record End(byte[] octets, String why) implements Step {}

    /// What becomes of a login command.
    sealed interface Login extends Step {
        /// {@return the step for the credentials that the client gave, or for the refusal to look
        /// at them where logins are not `allowed` without TLS}
        ///
        /// @throws Failure.Syntax if they have not the form of credentials
        static Login of(
                boolean allowed,
                String mechanism,
                Handover handover,
                Supplier<Credentials> credentials) {
            try {
                if (!allowed) {
                    throw new Failure.Refused(Refusal.TLS_REQUIRED, "no TLS");
                }
                return new Authenticate(credentials.get(), mechanism, handover);
            } catch (Failure.Refused e) {
                return new Refused(mechanism, e);
            }
        }
    }

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
