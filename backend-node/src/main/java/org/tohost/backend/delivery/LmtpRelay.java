package org.tohost.backend.delivery;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.tohost.common.config.Endpoint;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.smtp.SmtpExtensions;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;

/// Hands mail to the back-end that owns its recipients, by LMTP (RFC 2033) and a ticket. Any
/// thread.
///
/// Nothing but the owner's own words about a recipient is final: whatever happens to the connection
/// is a reason to try again.
final class LmtpRelay {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final NodeId self;
    private final NodeDialer dialer;
    private final TicketCodec tickets;

    LmtpRelay(NodeId self, NodeDialer dialer, TicketCodec tickets) {
        this.self = self;
        this.dialer = dialer;
        this.tickets = tickets;
    }

    /// {@return what the node at this place makes of the mail}
    Receipt deliver(NodeId owner, Endpoint place, HandOver mail) {
        MailTransaction transaction = new MailTransaction(mail, MailTransaction.Way.OURS);
        try (MailLink link = new MailLink(dialer.dial(owner, place))) {
            Challenge challenge = challenge(link.reply(PATIENCE));
            if (!challenge.node().equals(owner)) {
                throw new IOException("this is " + challenge.node());
            }
            SmtpReply hello = link.ask("LHLO " + self, PATIENCE);
            Ticket ticket = ticket(link.socket(), owner, mail.entry().session());
            byte[] signed = tickets.sign(ticket, challenge);
            String login = "AUTH " + TicketCodec.MECHANISM + " " + Base64Lines.encode(signed);
            var _ = link.ask(login, PATIENCE);
            return transaction.run(link, SmtpExtensions.of(hello));
        } catch (IOException | Failure e) {
            return transaction.receiptOr(SmtpReply.of(451, "4.4.2", owner + ": " + e.getMessage()));
        }
    }

    private static Challenge challenge(SmtpReply greeting) throws IOException {
        try {
            return Challenge.find(greeting.toString())
                    .filter(_ -> greeting.isPositive())
                    .orElseThrow(() -> new IOException("does not take us for a node: " + greeting));
        } catch (Failure.Syntax e) {
            throw new IOException("its greeting names no node", e);
        }
    }

    private Ticket ticket(Socket socket, NodeId owner, SessionId session) {
        ClientInfo client =
                new ClientInfo(
                        socket.getLocalAddress().getHostAddress(),
                        socket.getLocalPort(),
                        socket instanceof SSLSocket,
                        self.name());
        return new Ticket(self, owner, Service.LMTP, Optional.empty(), 0, client, session, 0);
    }
}
