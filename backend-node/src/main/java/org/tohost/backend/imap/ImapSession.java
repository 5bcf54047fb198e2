package org.tohost.backend.imap;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.imap.command.ImapCommandParser;
import org.tohost.backend.server.Connection;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.ImapFailures;
import org.tohost.common.imap.MailboxEncoding;

/// One client's session: reads a command, has it done, answers, until one of the two has had
/// enough.
final class ImapSession {
    private static final Logger LOG = LoggerFactory.getLogger(ImapSession.class);

    /// After so many commands in a row that are none, the client is a program gone wrong.
    private static final int MAX_BAD = 20;

    private final Connection connection;
    private final ImapWriter out;
    private final CommandReader reader;
    private final CommandHandler handler;
    private final ImapCommandParser parser =
            new ImapCommandParser(MailboxEncoding.MODIFIED_UTF7, ListHandler.DELIMITER);
    private int bad;

    ImapSession(
            Connection connection,
            ImapServer.Services services,
            ImapSettings settings,
            RecentMessages recent) {
        this.connection = connection;
        out = new ImapWriter(connection.out());
        handler = new CommandHandler(connection, out, services, settings, recent);
        LiteralGate gate = new LiteralGate(handler::state, settings.appendLimit().octets());
        reader = new CommandReader(connection, services.store().spool(), gate, out);
    }

    /// Runs the session to its end.
    void run() throws IOException {
        out.untagged(handler.greeting());
        while (!(handler.state() instanceof SessionState.LoggedOut)) {
            switch (reader.next()) {
                case Received.Command command -> {
                    try (command) {
                        execute(command);
                    }
                }
                case Received.Malformed(var reason) -> answer("*", "BAD " + reason.text());
                case Received.Refused(String tag, String response) -> answer(tag, response);
                case Received.End() -> {
                    return;
                }
            }
            if (bad >= MAX_BAD) {
                connection.ending("too many bad commands");
                out.untagged("BYE Too many bad commands");
                return;
            }
        }
    }

    private void execute(Received.Command received) throws IOException {
        String tag = "*";
        try {
            ImapCursor cursor = new ImapCursor(received.parts());
            tag = cursor.tag();
            cursor.sp();
            answer(tag, handler.execute(tag, parser.parse(cursor)));
        } catch (Failure failure) {
            LOG.debug("session {}: {}", connection.session(), failure.getMessage());
            answer(tag, ImapFailures.response(failure));
        } catch (RuntimeException defect) {
            LOG.error("session {} met a defect", connection.session(), defect);
            answer(tag, "NO [SERVERBUG] Internal error");
        }
    }

    private void answer(String tag, String response) throws IOException {
        if (out.torn()) {
            throw new IOException("a response could not be completed: " + response);
        }
        bad = response.startsWith("BAD ") || isFailedLogin(response) ? bad + 1 : 0;
        if (!response.isEmpty()) {
            out.tagged(tag, response);
        }
    }

    private static boolean isFailedLogin(String response) {
        return response.startsWith("NO [AUTHENTICATIONFAILED]");
    }
}
