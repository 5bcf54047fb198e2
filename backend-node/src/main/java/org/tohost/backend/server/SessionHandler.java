package org.tohost.backend.server;

import java.io.IOException;
import java.net.InetAddress;
import org.tohost.common.domain.Service;

/// One protocol: runs a whole session on the connection's own virtual thread.
public interface SessionHandler {
    /// {@return the service, for logs and metrics}
    Service service();

    /// {@return whether a client at this address, who is no node, may come here even if the
    /// back-end takes no clients directly (`g_backend_direct`)}
    default boolean welcomes(InetAddress client) {
        return false;
    }

    /// Speaks with the client until it leaves. The caller closes the connection.
    ///
    /// @throws IOException if the client or the network died
    void serve(Connection connection) throws IOException;

    /// {@return the longest command line of this protocol, CRLF not counted}
    int maxLine();

    /// {@return the last words to a client, with their CRLF; empty for none}
    String farewell(Farewell reason);
}
