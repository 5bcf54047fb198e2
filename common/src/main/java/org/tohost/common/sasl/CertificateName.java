package org.tohost.common.sasl;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.tohost.common.authent.LoginName;
import org.tohost.common.failure.Failure;

/// Where the login name of a user stands in the certificate.
public enum CertificateName {
    /// In `subjectAltName` as an address (`rfc822Name`, RFC 5280 4.2.1.6), and nowhere else.
    SAN(""),
    /// There, else in the common name of the subject.
    CN("CN"),
    /// There, else in the address of the subject (PKCS #9).
    EMAIL("EMAILADDRESS");

    private static final int RFC822_NAME = 1;
    private static final Map<String, String> OIDS =
            Map.of("1.2.840.113549.1.9.1", "EMAILADDRESS", "2.5.4.3", "CN");

    private final String attribute;

    CertificateName(String attribute) {
        this.attribute = attribute;
    }

    /// {@return the user whom the certificate names; nobody if it names none, or several}
    public Optional<LoginName> of(X509Certificate certificate) {
        List<String> names = alternative(certificate).toList();
        if (names.isEmpty()) {
            names = subject(certificate.getSubjectX500Principal()).toList();
        }
        List<String> different = names.stream().distinct().toList();
        return different.size() == 1 ? login(different.getFirst()) : Optional.empty();
    }

    private static Optional<LoginName> login(String name) {
        try {
            return Optional.of(new LoginName(name));
        } catch (Failure.Syntax e) {
            return Optional.empty();
        }
    }

    private static Stream<String> alternative(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Stream.empty()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(RFC822_NAME))
                            .map(name -> String.valueOf(name.get(1)));
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }

    private Stream<String> subject(X500Principal subject) {
        try {
            return new LdapName(subject.getName(X500Principal.RFC2253, OIDS))
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase(attribute))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast);
        } catch (InvalidNameException e) {
            return Stream.empty();
        }
    }
}
