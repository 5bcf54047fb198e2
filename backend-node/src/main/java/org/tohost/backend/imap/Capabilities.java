package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.server.Connection;
import org.tohost.backend.server.Peer;
import org.tohost.common.ticket.TicketCodec;

/// What a session announces. Nothing is announced that is not whole.
///
/// @param appendLimit the octets of the largest message that APPEND takes
record Capabilities(long appendLimit) {
    private static final List<String> ALWAYS = List.of("IMAP4rev1", "LITERAL+", "ID", "ENABLE");
    private static final List<String> LOGGED_IN =
            List.of(
                    "IDLE",
                    "NAMESPACE",
                    "UNSELECT",
                    "UIDPLUS",
                    "MOVE",
                    "CHILDREN",
                    "LIST-EXTENDED",
                    "LIST-STATUS",
                    "SPECIAL-USE",
                    "CREATE-SPECIAL-USE",
                    "MULTIAPPEND",
                    "BINARY",
                    "STATUS=SIZE",
                    "OBJECTID",
                    "SAVEDATE",
                    "PREVIEW",
                    "QUOTA",
                    "QUOTA=RES-STORAGE",
                    "QUOTA=RES-MESSAGE",
                    "ESEARCH",
                    "SEARCHRES",
                    "WITHIN",
                    "SORT",
                    "ESORT",
                    "THREAD=ORDEREDSUBJECT",
                    "THREAD=REFERENCES",
                    "I18NLEVEL=1",
                    "CONDSTORE",
                    "QRESYNC");

    /// {@return what follows the word CAPABILITY for a user who is known}
    String loggedIn() {
        List<String> names = new ArrayList<>(ALWAYS);
        addLoggedIn(names);
        return String.join(" ", names);
    }

    /// {@return the same before login; a node is told already what its users will find}
    String before(Connection connection, boolean mayLogIn, boolean mayStartTls) {
        List<String> names = new ArrayList<>(ALWAYS);
        switch (connection.peer()) {
            case Peer.Node _ -> {
                addLoggedIn(names);
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

    private void addLoggedIn(List<String> names) {
        names.addAll(LOGGED_IN);
        names.add("APPENDLIMIT=" + appendLimit);
    }
}
