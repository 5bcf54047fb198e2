package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SimpleBindRequest;

/// Asks a new connection for an answer, so that a server that accepts connections and says nothing
/// counts as one that is down, and the next is tried. What it asks for, an anonymous bind, may well
/// be refused.
final class SignOfLife implements PostConnectProcessor {
    @Override
    public void processPreAuthenticatedConnection(LDAPConnection connection) throws LDAPException {
        try {
            var _ = connection.bind(new SimpleBindRequest());
        } catch (LDAPException e) {
            if (!e.getResultCode().isConnectionUsable()) {
                throw e;
            }
        }
    }

    @Override
    public void processPostAuthenticatedConnection(LDAPConnection connection) {}
}
