package org.tohost.common.sasl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.LoginName;
import org.tohost.common.tls.UserCa;

class CertificateNameTest {
    @TempDir Path folder;
    private UserCa ca;

    @BeforeEach
    void create() throws IOException {
        ca = UserCa.create(folder);
    }

    private X509Certificate issue(String commonName, String... addresses) throws IOException {
        return ca.issue(commonName, addresses).chain().getFirst();
    }

    @Test
    void standsInTheAlternativeName() throws IOException {
        X509Certificate alice = issue("Alice Example", "Alice@example.test");
        assertEquals(name("alice@example.test"), CertificateName.SAN.of(alice));
        assertEquals(name("alice@example.test"), CertificateName.CN.of(alice));
        X509Certificate both = issue("alice", "alice@example.test", "al@example.test");
        assertEquals(Optional.empty(), CertificateName.SAN.of(both));
        assertEquals(Optional.empty(), CertificateName.CN.of(both));
    }

    @Test
    void standsInTheSubjectWhereThatIsWanted() throws IOException {
        X509Certificate bob = issue("Bob");
        assertEquals(Optional.empty(), CertificateName.SAN.of(bob));
        assertEquals(Optional.empty(), CertificateName.EMAIL.of(bob));
        assertEquals(name("bob"), CertificateName.CN.of(bob));
        assertEquals(Optional.empty(), CertificateName.CN.of(issue("two words")));
    }

    @Test
    void endPointIsTheHashOfTheCertificate() throws IOException, GeneralSecurityException {
        X509Certificate ecdsa = issue("x"); // SHA256withECDSA
        assertArrayEquals(
                MessageDigest.getInstance("SHA-256").digest(ecdsa.getEncoded()),
                EndPoint.of(ecdsa).orElseThrow());
    }

    private static Optional<LoginName> name(String text) {
        return Optional.of(new LoginName(text));
    }
}
