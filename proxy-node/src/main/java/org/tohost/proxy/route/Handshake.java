package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.tohost.common.failure.Failure;
import org.tohost.proxy.dialogue.Handover;

/// Hands a session over to a back-end: reads its greeting, presents the ticket, and brings it to
/// where the client is. Nothing that a back-end says before is ever shown to the client.
public sealed interface Handshake extends Exchange
        permits ImapHandshake, Pop3Handshake, SieveHandshake, SmtpHandshake {
    /// {@return the handshake for this client}
    ///
    /// @param ticket makes mechanism and ticket from a greeting
    static Handshake of(Handover handover, UnaryOperator<String> ticket) {
        return switch (handover) {
            case Handover.Imap imap -> new ImapHandshake(imap.tag(), ticket);
            case Handover.Pop3 pop3 -> new Pop3Handshake(pop3.replayed(), ticket);
            case Handover.Sieve _ -> new SieveHandshake(ticket);
            case Handover.Submission submission -> SmtpHandshake.submission(submission, ticket);
            case Handover.Inbound inbound -> SmtpHandshake.inbound(inbound, ticket);
        };
    }

    /// {@return a command to send}
    static Move send(String command) {
        return new Move.Send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// {@return the failure of a back-end that does not take the session}
    static Move unavailable(String line) {
        return new Move.Failed(new Failure.Unavailable("the back-end said: " + line));
    }
}
