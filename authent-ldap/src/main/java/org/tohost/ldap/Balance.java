package org.tohost.ldap;

/// Which of several servers a new connection goes to, of those that are not down.
public enum Balance {
    /// The first in the settings.
    FAILOVER,
    /// Each in its turn.
    ROUNDROBIN,
    /// The one with the fewest connections of this node.
    FEWEST
}
