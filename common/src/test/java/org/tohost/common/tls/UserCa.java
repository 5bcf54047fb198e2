package org.tohost.common.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.asn1.x509.GeneralName;

/// An authority that certifies users, in a folder of the test; its certificate is `users.crt`.
public record UserCa(Path folder, KeyPair keys) {
    private static final Duration VALIDITY = Duration.ofDays(1);
    private static final String NAME = "Users";

    /// {@return a new authority in this folder}
    public static UserCa create(Path folder) throws IOException {
        UserCa ca = new UserCa(folder, KeyPairs.next());
        Files.writeString(
                ca.file(), CertificateMaker.pem(maker().authority(NAME, ca.keys(), VALIDITY)));
        return ca;
    }

    private static CertificateMaker maker() {
        return new CertificateMaker(Clock.systemUTC());
    }

    /// {@return the file with the certificate of the authority}
    public Path file() {
        return folder.resolve("users.crt");
    }

    /// {@return a new certificate with this common name, and these addresses and a host name in
    /// `subjectAltName`}
    public TlsIdentity issue(String commonName, String... addresses) throws IOException {
        KeyPair own = KeyPairs.next();
        List<GeneralName> names =
                Stream.concat(
                                Stream.of(CertificateMaker.host("host.example.test")),
                                Stream.of(addresses)
                                        .map(address ->
                                                new GeneralName(GeneralName.rfc822Name, address)))
                        .toList();
        Path certificate = Files.createTempFile(folder, "user", ".crt");
        Path key = Files.createTempFile(folder, "user", ".key");
        Files.writeString(
                certificate,
                CertificateMaker.pem(
                        maker().endEntity(
                                        new CertificateMaker.Subject(
                                                commonName, names, own, VALIDITY),
                                        CertificateMaker.name(NAME),
                                        keys.getPrivate())));
        Files.writeString(key, CertificateMaker.pem(own));
        return TlsIdentity.load(certificate, key);
    }

    /// {@return TLS of a client that has this certificate and trusts those in the file}
    public static SSLSocketFactory client(TlsIdentity identity, Path trusted) throws IOException {
        return SslContexts.of(
                        identity.keyManager(), SslContexts.trustIn(PemFiles.certificates(trusted)))
                .getSocketFactory();
    }
}
