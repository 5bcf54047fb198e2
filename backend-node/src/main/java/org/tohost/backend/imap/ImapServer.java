package org.tohost.backend.imap;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.DirectLogin;
import org.tohost.backend.server.Farewell;
import org.tohost.backend.server.Ownership;
import org.tohost.backend.server.ServerTls;
import org.tohost.backend.server.SessionHandler;
import org.tohost.backend.server.TicketDesk;
import org.tohost.backend.store.MailStore;
import org.tohost.common.domain.Service;

/// IMAP4rev1 (RFC 3501) for nodes with tickets and, where that is allowed, for clients.
public final class ImapServer implements SessionHandler {
    private static final int MAX_LINE = 64 * 1024;

    private final Services services;
    private final ImapSettings settings;
    private final RecentMessages recent = new RecentMessages();

    /// A server on this store.
    public ImapServer(Services services, ImapSettings settings) {
        this.services = services;
        this.settings = settings;
    }

    /// What the sessions work with.
    ///
    /// @param tls for STARTTLS; none where clear text is all there is
    public record Services(
            MailStore store,
            TicketDesk tickets,
            DirectLogin logins,
            Ownership ownership,
            Optional<ServerTls> tls,
            Clock clock) {}

    @Override
    public Service service() {
        return Service.IMAP;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        new ImapSession(connection, services, settings, recent).run();
    }

    @Override
    public int maxLine() {
        return MAX_LINE;
    }

    @Override
    public String farewell(Farewell reason) {
        return "* BYE "
                + switch (reason) {
                    case NODE_STOPS -> "[UNAVAILABLE] Server stops";
                    case NODES_ONLY -> "Connect to a proxy";
                    case TOO_MANY -> "[LIMIT] Too many connections";
                    case IDLE -> "Idle for too long";
                    case USER_MOVED -> "[UNAVAILABLE] Connect again, your mailbox has moved";
                    case ACCOUNT_CLOSED -> "[AUTHORIZATIONFAILED] Account is not available";
                    case DEFECT -> "[SERVERBUG] Internal error";
                }
                + "\r\n";
    }
}
