package org.tohost.backend.lmtp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Farewell;
import org.tohost.backend.server.SessionHandler;
import org.tohost.common.domain.Service;
import org.tohost.common.smtp.SmtpReply;

/// LMTP for the nodes of the cluster, who show a ticket, and for the addresses of `g_lmtp_allow`.
public final class LmtpServer implements SessionHandler {
    private static final int LONGEST_LINE = 12_288; // RFC 4954 4, for the ticket
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final LmtpDesk desk;

    /// A server with this desk.
    public LmtpServer(LmtpDesk desk) {
        this.desk = desk;
    }

    @Override
    public Service service() {
        return Service.LMTP;
    }

    @Override
    public boolean welcomes(InetAddress client) {
        return desk.allow().matchesAddress(client);
    }

    @Override
    public void serve(Connection connection) throws IOException {
        connection.timeout(TIMEOUT);
        new LmtpSession(desk, connection).run();
    }

    @Override
    public int maxLine() {
        return LONGEST_LINE;
    }

    @Override
    public String farewell(Farewell reason) {
        SmtpReply reply =
                switch (reason) {
                    case NODE_STOPS -> SmtpReply.of(421, "4.3.2", "Service is shutting down");
                    case NODES_ONLY -> SmtpReply.of(554, "5.7.1", "Access denied");
                    case TOO_MANY -> SmtpReply.of(421, "4.7.0", "Too many connections");
                    case IDLE -> SmtpReply.of(421, "4.4.2", "Timeout, closing connection");
                    case USER_MOVED -> SmtpReply.of(421, "4.3.2", "Connect again");
                    case ACCOUNT_CLOSED -> SmtpReply.of(421, "4.7.0", "Account is not available");
                    case DEFECT -> SmtpReply.of(451, "4.3.0", "Internal error, try later");
                };
        return new String(reply.bytes(), StandardCharsets.UTF_8);
    }
}
