package org.tohost.ldap;

import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// The name of an attribute: a word or an OID, perhaps with options (RFC 4512 2.5).
public record AttributeName(String text) {
    private static final Pattern FORM =
            Pattern.compile("(?:[A-Za-z][A-Za-z0-9-]*|\\d+(?:\\.\\d+)+)(?:;[A-Za-z0-9-]+)*");

    /// Checks the syntax.
    ///
    /// @throws Failure.Syntax if no attribute can be called so
    public AttributeName {
        if (!FORM.matcher(text).matches()) {
            throw new Failure.Syntax("not the name of an attribute");
        }
    }

    /// {@return the attribute that is written so}
    ///
    /// @throws Failure.Syntax if no attribute can be called so
    public static AttributeName parse(String text) {
        return new AttributeName(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
