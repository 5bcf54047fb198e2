package org.tohost.common.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// A certificate that vouches for itself, for clients that are told to trust it: the demo, and the
/// time before an operator has a real one.
public final class SelfSigned {
    private static final Duration VALIDITY = Duration.ofDays(365);

    private SelfSigned() {}

    /// Makes a certificate for these host names and IP addresses, at least one, and writes it and
    /// its key (mode 0600).
    ///
    /// @throws IOException if that fails, also if the key file exists
    public static void create(List<String> hosts, Path certificateFile, Path keyFile, Clock clock)
            throws IOException {
        KeyPair keys = KeyPairs.next();
        CertificateMaker.Subject subject =
                new CertificateMaker.Subject(
                        hosts.getFirst(),
                        hosts.stream().map(CertificateMaker::host).toList(),
                        keys,
                        VALIDITY);
        X509Certificate certificate =
                new CertificateMaker(clock)
                        .endEntity(
                                subject, CertificateMaker.name(subject.name()), keys.getPrivate());
        PrivateFiles.create(keyFile, CertificateMaker.pem(keys));
        Files.writeString(certificateFile, CertificateMaker.pem(certificate));
    }
}
