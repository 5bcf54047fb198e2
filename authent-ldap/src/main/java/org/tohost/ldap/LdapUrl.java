package org.tohost.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import org.tohost.common.failure.Failure;

/// Where a directory listens: `ldap://host:port` or, with TLS from the first octet on,
/// `ldaps://host:port`. The ports default to 389 and 636.
public record LdapUrl(boolean tls, String host, int port) {
    /// Reads the part of RFC 4516 that names a server.
    ///
    /// @throws Failure.Syntax if it is something else, or more
    public static LdapUrl parse(String text) {
        try {
            LDAPURL url = new LDAPURL(text);
            String host = url.getHost();
            boolean more = url.baseDNProvided() || url.attributesProvided() || url.filterProvided();
            if (host != null && !more && !url.getScheme().equals("ldapi")) {
                return new LdapUrl(url.getScheme().equals("ldaps"), host, url.getPort());
            }
        } catch (LDAPException _) {
            // told below
        }
        throw new Failure.Syntax("not ldap://host:port or ldaps://host:port");
    }

    @Override
    public String toString() {
        boolean six = host.contains(":");
        return (tls ? "ldaps://" : "ldap://") + (six ? "[" + host + "]" : host) + ":" + port;
    }
}
