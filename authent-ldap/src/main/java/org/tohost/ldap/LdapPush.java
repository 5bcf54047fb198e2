package org.tohost.ldap;

import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.ldap.push.PushMode;

/// How the node learns that users' entries have changed.
@Group(value = "LDAP: changes", doc = "How changes in the directory reach the nodes.")
public record LdapPush(
        @Setting(
                        name = "g_ldap_push",
                        def = "auto",
                        doc =
                                "How the node learns of changes: `sync` by content synchronisation"
                                        + " (RFC 4533), `psearch` by a persistent search, `poll` by"
                                        + " asking twice a second, `auto` by the first of these"
                                        + " that the server offers and `g_ldap_bind_dn` may use,"
                                        + " `off` not at all.")
                PushMode mode) {}
