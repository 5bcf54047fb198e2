package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.tohost.common.failure.Failure;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.guard.Announced;

/// Hands a session over to a back-end: reads its greeting, presents the ticket (or logs in, if it
/// is of another make), and brings it to where the client is. Nothing that a back-end says before
/// is ever shown to the client.
public sealed interface Handshake extends Exchange
        permits ImapHandshake,
                ImapLogin,
                Pop3Handshake,
                Pop3Login,
                SieveHandshake,
                SieveLogin,
                SmtpHandshake,
                SmtpLogin {
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

    /// {@return the handshake for this client with a server of another make}
    ///
    /// @param announced what SMTP clients are told that they can do
    static Handshake of(Handover handover, HostTerms terms, Announced announced) {
        return switch (handover) {
            case Handover.Imap imap -> new ImapLogin(imap, terms);
            case Handover.Pop3 pop3 -> new Pop3Login(pop3.replayed(), terms);
            case Handover.Sieve _ -> new SieveLogin(terms);
            case Handover.Submission submission ->
                    SmtpLogin.submission(submission, terms, announced);
            case Handover.Inbound inbound -> SmtpLogin.inbound(inbound, terms, announced);
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
