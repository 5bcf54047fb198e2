package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;

/// What operators read of a failed operation.
final class Words {
    private Words() {}

    /// {@return the operation, the result code's name and the server's own words}
    static String of(String operation, LDAPException e) {
        String said = e.getDiagnosticMessage() == null ? e.getMessage() : e.getDiagnosticMessage();
        return operation + ": " + e.getResultCode().getName() + " (" + said + ")";
    }
}
