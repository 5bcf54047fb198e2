package org.tohost.backend.delivery;

import java.util.Optional;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.Backends;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.ticket.TicketCodec;

/// Hands mail to whoever owns its recipients: to back-ends of ours by a ticket, to servers of
/// another make as these take it. Any thread.
public final class OwnerRelay {
    private final Backends backends;
    private final LmtpRelay ours;
    private final ForeignRelay others;

    /// A relay from the node `self` to these back-ends.
    public OwnerRelay(NodeId self, Backends backends, NodeDialer dialer, TicketCodec tickets) {
        this.backends = backends;
        this.ours = new LmtpRelay(self, dialer, tickets);
        this.others = new ForeignRelay(self, backends);
    }

    /// {@return what this owner makes of the mail}
    Receipt deliver(NodeId owner, HandOver mail) {
        Optional<BackendAddress> line = backends.line(owner);
        if (line.isEmpty()) {
            return mail.unanswered(
                    SmtpReply.of(451, "4.3.5", "no g_proxy_backend line for " + owner));
        }
        return line.get().isOurs()
                ? ours.deliver(owner, line.get().endpoint(owner, Service.LMTP), mail)
                : others.deliver(owner, line.get(), mail);
    }
}
