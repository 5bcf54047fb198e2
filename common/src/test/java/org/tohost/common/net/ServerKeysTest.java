package org.tohost.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.testing.RsaIdentity;
import org.tohost.common.tls.SelfSigned;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.tls.TlsIdentity;

/// Which of several certificates clients are shown, by both engines.
final class ServerKeysTest {
    @TempDir private Path folder;
    private ServerKeys keys;

    @BeforeEach
    void prepare() throws Exception {
        keys =
                ServerKeys.of(
                                List.of(
                                        RsaIdentity.of("mail.one.test", "imap.one.test"),
                                        curves("mail.one.test"),
                                        curves("*.two.test"),
                                        RsaIdentity.of("mail.three.test")))
                        .orElseThrow();
    }

    private TlsIdentity curves(String host) throws Exception {
        Path certificate = folder.resolve(host.replace('*', '_') + ".crt");
        Path key = folder.resolve(host.replace('*', '_') + ".key");
        SelfSigned.create(List.of(host), certificate, key, Clock.systemUTC());
        return TlsIdentity.load(certificate, key);
    }

    private String shown(TlsServer server, String host, Consumer<SSLParameters> how)
            throws Exception {
        X509Certificate certificate = new TlsClient().visit(server.port(), host, how).getFirst();
        return certificate.getPublicKey().getAlgorithm()
                + " "
                + certificate.getSubjectX500Principal().getName();
    }

    private static Consumer<SSLParameters> version(String version) {
        return how -> how.setProtocols(new String[] {version});
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void theNameThatIsAskedForDecides(TlsEngine engine) throws Exception {
        try (TlsServer server = TlsServer.of(Tls.server(keys, engine))) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                assertEquals("EC CN=*.two.test", shown(server, "mx.two.test", version(version)));
                assertEquals(
                        "RSA CN=mail.three.test",
                        shown(server, "MAIL.three.test", version(version)));
                assertEquals(
                        "RSA CN=mail.one.test", shown(server, "imap.one.test", version(version)));
                assertEquals(
                        "EC CN=mail.one.test",
                        shown(server, "who.is.that.test", version(version)),
                        "as the first");
            }
        }
    }

    /// A name as it comes on the wire.
    private static final class Raw extends SNIServerName {
        Raw(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// The JDK's engine refuses it before it asks us.
    @ParameterizedTest
    @EnumSource(value = TlsEngine.class, names = "OPENSSL")
    void whatIsNoHostNameIsAsNotAsked(TlsEngine engine) throws Exception {
        try (TlsServer server = TlsServer.of(Tls.server(keys, engine))) {
            for (String name : List.of("mail.three.test.", "x".repeat(64) + ".three.test")) {
                assertEquals(
                        "EC CN=mail.one.test",
                        shown(
                                server,
                                "mail.three.test",
                                how -> how.setServerNames(List.of(new Raw(name)))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void curvesComeFirstAndRsaIsForThoseWhoNeedIt(TlsEngine engine) throws Exception {
        try (TlsServer server = TlsServer.of(Tls.server(keys, engine))) {
            assertEquals("EC CN=mail.one.test", shown(server, "mail.one.test", _ -> {}));
            assertEquals(
                    "RSA CN=mail.one.test",
                    shown(
                            server,
                            "mail.one.test",
                            how ->
                                    how.setSignatureSchemes(
                                            new String[] {
                                                "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"
                                            })));
        }
    }

    /// The JDK's engine chooses the suite before the key. BoringSSL asks for the key first and does
    /// not tell what suites the client has, only what signatures it knows.
    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void whoKnowsCurvesButHasNoSuiteForThemIsServedByTheJdkAlone(TlsEngine engine)
            throws Exception {
        Consumer<SSLParameters> how =
                parameters -> {
                    parameters.setProtocols(new String[] {"TLSv1.2"});
                    parameters.setCipherSuites(
                            new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
                };
        try (TlsServer server = TlsServer.of(Tls.server(keys, engine))) {
            switch (engine) {
                case JDK ->
                        assertEquals("RSA CN=mail.one.test", shown(server, "mail.one.test", how));
                case OPENSSL ->
                        assertThrows(SSLException.class, () -> shown(server, "mail.one.test", how));
            }
            assertEquals("RSA CN=mail.three.test", shown(server, "mail.three.test", how));
        }
    }
}
