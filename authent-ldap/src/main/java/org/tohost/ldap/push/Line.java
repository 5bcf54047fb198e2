package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.LDAPConnection;

/// A connection, to be closed once.
public interface Line extends AutoCloseable {
    /// {@return the open connection}
    LDAPConnection connection();

    @Override
    void close();
}
