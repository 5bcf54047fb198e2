package org.tohost.backend.lmtp;

import org.tohost.backend.delivery.Intake;
import org.tohost.backend.delivery.RecipientCheck;
import org.tohost.backend.server.TicketDesk;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.NodeId;

/// What all LMTP sessions of a node share.
///
/// @param allow who may hand mail over without being a node (`g_lmtp_allow`)
public record LmtpDesk(
        NodeId self,
        RecipientCheck recipients,
        Intake intake,
        TicketDesk tickets,
        MatchList allow) {}
