package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import org.tohost.ldap.push.Line;

/// A connection to one of the servers. To be closed once.
record Link(LDAPConnection connection, Server server) implements Line {
    @Override
    public void close() {
        connection.close();
        server.closed();
    }
}
