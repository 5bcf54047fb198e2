package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;

/// A connection to one of the servers. To be closed once.
record Link(LDAPConnection connection, Server server) implements AutoCloseable {
    @Override
    public void close() {
        connection.close();
        server.closed();
    }
}
