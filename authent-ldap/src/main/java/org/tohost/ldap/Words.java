package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What operators read of a failed operation.
final class Words {
    /// What the library says of itself in some messages.
    private static final Pattern VERSION =
            Pattern.compile(", +ldapSDKVersion=[^,]*, +revision=\\w*");

    private Words() {}

    /// {@return the operation, the result code's name and the server's own words}
    static String of(String operation, LDAPException e) {
        String said = e.getDiagnosticMessage() == null ? e.getMessage() : e.getDiagnosticMessage();
        return operation + ": " + e.getResultCode().getName() + " (" + brief(said) + ")";
    }

    private static String brief(@Nullable String said) {
        return said == null ? "" : VERSION.matcher(said).replaceAll("");
    }
}
