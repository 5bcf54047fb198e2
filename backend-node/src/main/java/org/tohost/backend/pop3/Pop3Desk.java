package org.tohost.backend.pop3;

import java.time.Clock;
import java.util.Optional;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Ownership;
import org.tohost.backend.server.ServerTls;
import org.tohost.backend.server.TicketDesk;
import org.tohost.backend.store.MailStore;
import org.tohost.common.domain.NodeId;

/// What all POP3 sessions of a node share. `logins` is missing where direct clients are not
/// allowed, `tls` where the node has no certificate for clients.
public record Pop3Desk(
        NodeId self,
        Pop3Settings settings,
        MailStore store,
        Ownership ownership,
        TicketDesk tickets,
        Optional<DirectLogin> logins,
        Optional<ServerTls> tls,
        Clock clock) {}
