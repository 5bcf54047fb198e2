package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import org.tohost.common.domain.Secret;

/// The connections on which users' passwords are tested by simple binds (RFC 4513 5.1.3); they are
/// used for nothing else.
record UserBinds(Pool pool, String unknown) {
    /// {@return what tests a password}. Neither it nor the name may be empty: that would be an
    /// anonymous or unauthenticated bind, which servers answer with success (RFC 4513 5.1.2).
    static SimpleBindRequest request(String name, Secret password) {
        if (password.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("no password can be tested by an anonymous bind");
        }
        return new SimpleBindRequest(name, password.octets());
    }

    /// Binds.
    ///
    /// @throws LDAPException if the answer is not `success`, see [BindRefusal]
    void bind(String name, Secret password) throws LDAPException {
        var _ = pool.bind(request(name, password));
    }

    /// Binds as a user who does not exist, so that unknown users take as long as wrong passwords.
    Verdict asNobody(Secret password) {
        try {
            bind(unknown, password);
        } catch (LDAPException e) {
            if (BindRefusal.of(e) == BindRefusal.FAILED) {
                return new Verdict.Unclear(Words.of("bind", e));
            }
        }
        return new Verdict.Nobody();
    }
}
