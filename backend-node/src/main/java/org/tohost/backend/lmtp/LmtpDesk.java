package org.tohost.backend.lmtp;

import org.tohost.backend.delivery.Intake;
import org.tohost.backend.delivery.RecipientCheck;
import org.tohost.backend.server.TicketDesk;
import org.tohost.common.domain.NodeId;

/// What all LMTP sessions of a node share.
public record LmtpDesk(NodeId self, RecipientCheck recipients, Intake intake, TicketDesk tickets) {}
