package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Peer;
import org.tohost.common.ticket.TicketCodec;

/// What a session announces. Nothing is announced that is not whole.
final class Capabilities {
    private static final List<String> ALWAYS = List.of("IMAP4rev1", "LITERAL+", "ID", "ENABLE");
    private static final List<String> LOGGED_IN =
            List.of(
                    "IDLE",
                    "NAMESPACE",
                    "UNSELECT",
                    "UIDPLUS",
                    "MOVE",
                    "CHILDREN",
                    "ESEARCH",
                    "SEARCHRES",
                    "WITHIN",
                    "SORT",
                    "ESORT",
                    "THREAD=ORDEREDSUBJECT",
                    "THREAD=REFERENCES",
                    "I18NLEVEL=1");

    private Capabilities() {}

    /// {@return what follows the word CAPABILITY for a user who is known}
    static String loggedIn() {
        List<String> names = new ArrayList<>(ALWAYS);
        names.addAll(LOGGED_IN);
        return String.join(" ", names);
    }

    /// {@return the same before login; a node is told already what its users will find}
    static String before(Connection connection, boolean mayLogIn, boolean mayStartTls) {
        List<String> names = new ArrayList<>(ALWAYS);
        switch (connection.peer()) {
            case Peer.Node _ -> {
                names.addAll(LOGGED_IN);
                names.add("SASL-IR");
                names.add("AUTH=" + TicketCodec.MECHANISM);
            }
            case Peer.Direct() -> {
                names.add("SASL-IR");
                if (mayStartTls) {
                    names.add("STARTTLS");
                }
                names.add(mayLogIn ? "AUTH=PLAIN" : "LOGINDISABLED");
            }
        }
        return String.join(" ", names);
    }
}
