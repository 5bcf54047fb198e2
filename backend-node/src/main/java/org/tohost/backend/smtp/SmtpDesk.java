package org.tohost.backend.smtp;

import java.util.Optional;
import org.tohost.backend.delivery.Intake;
import org.tohost.backend.delivery.RecipientCheck;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Ownership;
import org.tohost.backend.server.ServerTls;
import org.tohost.backend.server.TicketDesk;
import org.tohost.common.domain.NodeId;

/// What all SMTP sessions of a node share. `logins` is missing where direct clients are not
/// allowed, `tls` where the node has no certificate for clients.
public record SmtpDesk(
        NodeId self,
        SmtpSettings settings,
        RecipientCheck recipients,
        UnknownRecipients unknown,
        Intake intake,
        TicketDesk tickets,
        Ownership ownership,
        Optional<DirectLogin> logins,
        Optional<ServerTls> tls) {}
