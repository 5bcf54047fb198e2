package org.tohost.deploy.process;

/// A kind of user database, by its name in `g_authent`.
public enum Source {
    /// A directory.
    LDAP,
    /// A file.
    FILE,
    /// Programs of the authent protocol.
    PROCESS,
    /// Servers of the authent protocol.
    TCP
}
