package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.LDAPException;

/// Opens connections for the listener.
@FunctionalInterface
public interface Connector {
    /// {@return a new connection to a server that answers, bound as the account that may read
    /// users, not in synchronous mode, with time limits for connecting and for answers}
    Line connect() throws LDAPException;
}
