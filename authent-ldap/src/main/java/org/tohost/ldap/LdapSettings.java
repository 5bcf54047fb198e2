package org.tohost.ldap;

/// All that the LDAP user database must know: how to reach the directory, and how its entries look.
public record LdapSettings(LdapServers servers, LdapEntries entries) {}
