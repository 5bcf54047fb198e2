package org.tohost.common.tls;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// The names that a certificate says it is for.
public final class CertificateNames {
    /// rfc822Name and dNSName (RFC 5280 4.2.1.6).
    private static final Set<Integer> WANTED = Set.of(1, 2);

    private CertificateNames() {}

    /// {@return the DNS names and mail addresses of the first certificate of a chain, else its
    /// common name; none if there is no certificate}
    public static List<String> of(List<Certificate> chain) {
        if (chain.isEmpty() || !(chain.getFirst() instanceof X509Certificate certificate)) {
            return List.of();
        }
        List<String> alternative = alternative(certificate);
        return alternative.isEmpty() ? common(certificate) : alternative;
    }

    private static List<String> alternative(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name ->
                                    name.getFirst() instanceof Integer kind
                                            && WANTED.contains(kind))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static List<String> common(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }
}
