package org.tohost.backend.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Farewell;
import org.tohost.backend.server.SessionHandler;
import org.tohost.common.domain.Service;
import org.tohost.common.smtp.SmtpReply;

/// SMTP on one kind of port. What a session of a node is for, its ticket says; a direct client may
/// bring mail in where the service is SMTP, and must log in where it is SUBMISSION.
public final class SmtpServer implements SessionHandler {
    /// RFC 4954 4: lines of AUTH may be that long. Other commands: [SmtpSession#LONGEST_COMMAND].
    private static final int LONGEST_LINE = 12_288;

    private final Service service;
    private final SmtpDesk desk;

    /// A server for SMTP or SUBMISSION.
    public SmtpServer(Service service, SmtpDesk desk) {
        this.service = service;
        this.desk = desk;
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        connection.timeout(desk.settings().timeout());
        new SmtpSession(service, desk, connection).run();
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
