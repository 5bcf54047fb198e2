package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import org.tohost.common.failure.Failure;

/// The name of an entry (RFC 4514), not empty.
public record DistinguishedName(String text) {
    /// Checks the syntax.
    ///
    /// @throws Failure.Syntax if it is not a DN, or the empty one
    public DistinguishedName {
        if (text.isBlank() || !DN.isValidDN(text)) {
            throw new Failure.Syntax("not a DN such as \"ou=people,dc=example,dc=net\"");
        }
    }

    /// {@return the name that is written so}
    ///
    /// @throws Failure.Syntax if it is not a DN, or the empty one
    public static DistinguishedName parse(String text) {
        return new DistinguishedName(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
