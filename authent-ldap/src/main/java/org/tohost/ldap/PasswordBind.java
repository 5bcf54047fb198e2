package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import org.tohost.common.domain.Secret;

/// Tests a password by a simple bind, on connections that are used for nothing else.
final class PasswordBind {
    private final Pool pool;
    private final String unknownDn;

    /// What a bind brings.
    sealed interface Outcome {
        /// The password is right.
        record Right() implements Outcome {}

        /// `invalidCredentials`.
        record Wrong() implements Outcome {}

        /// Anything else.
        record Failed(String detail) implements Outcome {}
    }

    PasswordBind(Pool pool, LdapEntries entries) {
        this.pool = pool;
        this.unknownDn = entries.unknown().text();
    }

    /// Binds. The password must not be empty: that would be an unauthenticated bind, which servers
    /// answer with success (RFC 4513 5.1.2).
    Outcome bind(String dn, Secret password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("empty password");
        }
        try {
            pool.bind(new SimpleBindRequest(dn, password.octets()));
            return new Outcome.Right();
        } catch (LDAPException e) {
            return e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
                    ? new Outcome.Wrong()
                    : new Outcome.Failed(Words.of("bind", e));
        }
    }

    /// Binds as a user who does not exist, so that unknown users take as long as wrong passwords.
    ///
    /// {@return `Failed` exactly if the directory is out of order}
    Outcome bindAsUnknown(Secret password) {
        try {
            pool.bind(new SimpleBindRequest(unknownDn, password.octets()));
            return new Outcome.Wrong();
        } catch (LDAPException e) {
            ResultCode code = e.getResultCode();
            return code.equals(ResultCode.INVALID_CREDENTIALS)
                            || code.equals(ResultCode.NO_SUCH_OBJECT)
                    ? new Outcome.Wrong()
                    : new Outcome.Failed(Words.of("bind", e));
        }
    }
}
