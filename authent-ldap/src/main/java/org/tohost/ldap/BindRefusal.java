package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

/// What it means that a bind as a user is not answered by `success` (RFC 4511 4.2.2).
enum BindRefusal {
    /// `invalidCredentials`.
    WRONG_PASSWORD,
    /// `inappropriateAuthentication`: the entry has no password.
    NO_PASSWORD,
    /// `noSuchObject`: there is no such entry, or none of those above it.
    GONE,
    /// Anything else says nothing of the user.
    FAILED;

    static BindRefusal of(LDAPException e) {
        ResultCode code = e.getResultCode();
        if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
            return WRONG_PASSWORD;
        } else if (code.equals(ResultCode.INAPPROPRIATE_AUTHENTICATION)) {
            return NO_PASSWORD;
        }
        return code.equals(ResultCode.NO_SUCH_OBJECT) ? GONE : FAILED;
    }
}
