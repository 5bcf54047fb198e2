package org.tohost.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.testing.TestCa;

class PemFilesTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void readsKeys(String type) throws Exception {
        byte[] key = KeyPairGenerator.getInstance(type).generateKeyPair().getPrivate().getEncoded();
        Path file = write(pem("PRIVATE KEY", key));
        assertEquals(
                Base64.getEncoder().encodeToString(key),
                Base64.getEncoder().encodeToString(PemFiles.privateKey(file).getEncoded()));
    }

    @Test
    void readsChainsInOrder() throws IOException {
        TestCa ca = TestCa.create(folder);
        Path home = ca.node("be1", "backend");
        Path chain =
                write(
                        "subject=be1\n"
                                + Files.readString(home.resolve("node.crt"))
                                + "\nissuer\n"
                                + Files.readString(home.resolve("ca.crt")));
        assertEquals(
                "CN=be1",
                PemFiles.certificates(chain).getFirst().getSubjectX500Principal().getName());
        assertEquals(2, PemFiles.certificates(chain).size());
    }

    @Test
    void namesTheFileAndWhatIsWrong() throws IOException {
        Path nothing = folder.resolve("nothing.pem");
        assertWrong(nothing, "nothing.pem: cannot be read");
        assertWrong(write("hello"), "file.pem: holds no private key");
        assertWrong(write(pem("PRIVATE KEY", new byte[] {1, 2, 3})), "holds no EC, RSA or Ed25519");
        assertWrong(write(pem("EC PRIVATE KEY", new byte[] {1})), "openssl pkcs8");
        assertWrong(
                write("-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n"),
                "damaged Base64");
        Path damaged = write(pem("CERTIFICATE", new byte[] {1, 2, 3}));
        IOException error = assertThrows(IOException.class, () -> PemFiles.certificates(damaged));
        assertTrue(String.valueOf(error.getMessage()).endsWith("file.pem: damaged certificate"));
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws IOException {
        TestCa ca = TestCa.create(folder);
        Path one = ca.node("be1", "backend").resolve("node.crt");
        Path other = ca.node("be2", "backend").resolve("node.key");
        IOException error = assertThrows(IOException.class, () -> TlsIdentity.load(one, other));
        assertTrue(String.valueOf(error.getMessage()).contains("is not the key of"));
    }

    private static void assertWrong(Path file, String message) {
        IOException error = assertThrows(IOException.class, () -> PemFiles.privateKey(file));
        assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("file.pem"), text);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
    }
}
