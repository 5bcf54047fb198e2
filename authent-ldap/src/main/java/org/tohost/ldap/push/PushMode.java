package org.tohost.ldap.push;

/// How the node learns of changes: the values of `g_ldap_push`.
public enum PushMode {
    /// The best way that the server offers and the account may use: the first of the following.
    AUTO,
    /// Content synchronisation (RFC 4533), as OpenLDAP does it.
    SYNC,
    /// Persistent search (draft-ietf-ldapext-psearch-03).
    PSEARCH,
    /// Asking again and again.
    POLL,
    /// Not at all: what is cached ends by its time to live.
    OFF
}
