package org.tohost.backend.pop3;

import java.io.IOException;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Farewell;
import org.tohost.backend.server.SessionHandler;
import org.tohost.common.domain.Service;

/// POP3 for nodes, and for direct clients where they are allowed.
public final class Pop3Server implements SessionHandler {
    private static final int LONGEST_LINE = 12_288; // as in SMTP, RFC 4954 4, for the ticket

    private final Pop3Desk desk;
    private final MaildropLocks locks;
    private final LoginDelays delays;

    /// A server with this desk.
    public Pop3Server(Pop3Desk desk) {
        this.desk = desk;
        this.locks = new MaildropLocks(desk.settings().exclusive());
        this.delays = new LoginDelays(desk.settings().loginDelay(), desk.clock());
    }

    @Override
    public Service service() {
        return Service.POP3;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        try (Pop3Login login = new Pop3Login(desk, locks, delays, connection)) {
            new Pop3Session(desk, login, connection).run();
        }
    }

    @Override
    public int maxLine() {
        return LONGEST_LINE;
    }

    @Override
    public String farewell(Farewell reason) {
        return switch (reason) {
            // RFC 1939 has no unsolicited response
            case NODE_STOPS, USER_MOVED, ACCOUNT_CLOSED -> "";
            case NODES_ONLY -> "-ERR Access denied\r\n";
            case TOO_MANY -> "-ERR [SYS/TEMP] Too many connections\r\n";
            case IDLE -> ""; // RFC 1939 3: closed without a response
            case DEFECT -> "-ERR [SYS/TEMP] Internal error, try later\r\n";
        };
    }
}
