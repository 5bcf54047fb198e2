package org.tohost.common.sasl;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The channel binding `tls-server-end-point` (RFC 5929 4.1): a hash of the certificate that the
/// server has shown.
public final class EndPoint {
    private static final Pattern HASH =
            Pattern.compile("(MD5|SHA-?1|SHA-?(224|256|384|512))WITH.*");

    private EndPoint() {}

    /// {@return the hash, by the hash function of the certificate's signature, SHA-256 in place of
    /// MD5 and SHA-1; nothing for signatures that have not one of them by their name, such as
    /// Ed25519: for these the binding is not defined}
    public static Optional<byte[]> of(X509Certificate certificate) {
        Matcher hash = HASH.matcher(certificate.getSigAlgName().toUpperCase(Locale.ROOT));
        if (!hash.matches()) {
            return Optional.empty();
        }
        String size = hash.group(2) == null ? "256" : hash.group(2);
        try {
            return Optional.of(
                    MessageDigest.getInstance("SHA-" + size).digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-" + size, e);
        } catch (CertificateEncodingException e) {
            return Optional.empty();
        }
    }
}
