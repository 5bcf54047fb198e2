package org.tohost.backend.delivery;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.tohost.common.config.Backends;
import org.tohost.common.config.Endpoint;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;

/// Hands mail to the back-end that owns its recipients, by LMTP (RFC 2033) and a ticket. Any
/// thread.
///
/// Nothing but the owner's own words about a recipient is final: whatever happens to the connection
/// is a reason to try again.
public final class LmtpRelay {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final NodeId self;
    private final Backends backends;
    private final NodeDialer dialer;
    private final TicketCodec tickets;

    /// A relay from the node `self` to these back-ends.
    public LmtpRelay(NodeId self, Backends backends, NodeDialer dialer, TicketCodec tickets) {
        this.self = self;
        this.backends = backends;
        this.dialer = dialer;
        this.tickets = tickets;
    }

    /// {@return the reply for each recipient, in their order}
    List<SmtpReply> deliver(NodeId owner, HandOver mail) {
        Optional<Endpoint> endpoint = backends.find(owner, Service.LMTP);
        if (endpoint.isEmpty()) {
            return later(mail, "4.3.5", "no g_proxy_backend line for " + owner);
        }
        LmtpTransaction transaction = new LmtpTransaction(mail);
        try (LmtpLink link = new LmtpLink(dialer.dial(owner, endpoint.get()))) {
            Optional<SmtpReply> objection = introduce(link, owner, mail.entry().session());
            if (objection.isPresent()) {
                return later(mail, "4.4.0", owner + " said: " + objection.get());
            }
            return transaction.run(link);
        } catch (IOException | Failure e) {
            return transaction.repliesOr(SmtpReply.of(451, "4.4.2", owner + ": " + e.getMessage()));
        }
    }

    private static List<SmtpReply> later(HandOver mail, String enhanced, String why) {
        return new LmtpTransaction(mail).repliesOr(SmtpReply.of(451, enhanced, why));
    }

    /// Greeting, LHLO and ticket.
    ///
    /// @return the reply that says no
    private Optional<SmtpReply> introduce(LmtpLink link, NodeId owner, SessionId session)
            throws IOException {
        SmtpReply greeting = link.reply(PATIENCE);
        Challenge challenge = challenge(greeting);
        if (!challenge.node().equals(owner)) {
            throw new IOException("this is " + challenge.node());
        }
        link.command("LHLO " + self);
        SmtpReply hello = link.reply(PATIENCE);
        if (!hello.isPositive()) {
            return Optional.of(hello);
        }
        byte[] ticket = tickets.sign(ticket(link.socket(), owner, session), challenge);
        link.command("AUTH " + TicketCodec.MECHANISM + " " + Base64Lines.encode(ticket));
        SmtpReply answer = link.reply(PATIENCE);
        return answer.isPositive() ? Optional.empty() : Optional.of(answer);
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
