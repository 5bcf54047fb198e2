package org.tohost.ldap;

/// How a password is tested.
public enum CheckMode {
    /// Search for the user's entry, then bind as that entry.
    SEARCH,
    /// Bind at once, by a name that is made of the login's; then read the entry.
    DIRECT,
    /// Search for the entry, read what is stored of its password, and compare.
    COMPARE
}
