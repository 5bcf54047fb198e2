package org.tohost.ldap;

import com.unboundid.ldap.sdk.SearchScope;

/// How far below its base a search looks (RFC 4511 4.5.1.2).
public enum Scope {
    /// The base and everything below.
    SUB,
    /// The entries directly below the base.
    ONE,
    /// The base alone.
    BASE;

    SearchScope scope() {
        return switch (this) {
            case SUB -> SearchScope.SUB;
            case ONE -> SearchScope.ONE;
            case BASE -> SearchScope.BASE;
        };
    }
}
