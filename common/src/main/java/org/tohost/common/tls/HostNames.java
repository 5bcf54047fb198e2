package org.tohost.common.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The host names for which a certificate was issued, in lower case: `mail.example.net`,
/// `*.example.net`.
record HostNames(List<String> patterns) {
    private static final int DNS_NAME = 2;

    static HostNames in(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return new HostNames(
                    names == null
                            ? List.of()
                            : names.stream()
                                    .filter(name -> name.get(0).equals(DNS_NAME))
                                    .map(name ->
                                            String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                                    .toList());
        } catch (CertificateParsingException e) {
            return new HostNames(List.of());
        }
    }

    /// {@return the first of them, as a host that it covers}
    Optional<String> first() {
        return patterns.stream().findFirst().map(name -> name.replace("*", "any"));
    }

    /// {@return true if one of them is this host; an asterisk stands for its first label (RFC 9525
    /// 6.3)}
    boolean cover(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return patterns.contains(name) || (dot > 0 && patterns.contains("*" + name.substring(dot)));
    }
}
