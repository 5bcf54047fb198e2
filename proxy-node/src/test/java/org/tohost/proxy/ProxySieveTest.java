package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.Service;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

final class ProxySieveTest {
    /// NUL alice@example.test NUL s3cret
    private static final String LOGIN =
            "AUTHENTICATE \"PLAIN\" \"AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=\"\n";

    private static final String CAPABILITIES =
            """
            "IMPLEMENTATION" "Tohost"
            "VERSION" "1.0"
            "SIEVE" "fileinto"
            "SASL" "PLAIN LOGIN"
            """;

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void handsOverWithAllThatWasPipelined(boolean clientTls, boolean clusterTls) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, clusterTls)) {
            proxy.backend("be1", scripts.sieve(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = clientTls ? proxy.tls(Service.SIEVE) : proxy.plain(Service.SIEVE)) {
                String startTls = clientTls ? "" : "\"STARTTLS\"\n";
                assertEquals(
                        CAPABILITIES + startTls + "OK \"px Tohost ready\"\n",
                        client.lines(clientTls ? 5 : 6));
                client.send(LOGIN + "PUTSCRIPT \"a\" {5+}\nstop;\nLIST");
                assertEquals(
                        """
                        OK "Logged in"
                        echo PUTSCRIPT "a" {5+}
                        echo stop;
                        """,
                        client.lines(3));
                assertEquals("echo LISTSCRIPTS", client.ask("SCRIPTS"));
                assertEquals("alice@example.test", scripts.ticket().user().orElseThrow().name());
            }
        }
    }

    @Test
    void startsTlsDropsWhatWasSentBehindItAndSaysTheCapabilitiesAgain() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, true)) {
            proxy.backend("be1", scripts.sieve(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            for (int i = 0; i < 6; i++) { // on each event loop
                try (Wire plain = proxy.plain(Service.SIEVE)) {
                    plain.lines(6);
                    plain.send("STARTTLS\nNOOP \"evil\"\n");
                    assertEquals("OK \"Begin TLS negotiation now\"", plain.line());
                    Wire client = proxy.upgrade(plain);
                    assertEquals(
                            CAPABILITIES + "OK \"TLS negotiation successful\"\n", client.lines(5));
                    assertEquals("OK (TAG \"x\") \"Done\"", client.ask("NOOP \"x\""));
                    assertEquals("OK \"Logged in\"", client.send(LOGIN).line());
                    assertTrue(scripts.ticket().client().tls());
                    client.socket().close();
                }
            }
        }
    }

    @Test
    void refuses() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend("be1", Scripts.sieveRefusing("NO (TRYLATER) \"secret reason\""));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = proxy.tls(Service.SIEVE)) {
                client.lines(5);
                assertEquals(
                        "NO \"Authentication failed\"",
                        client.ask("AUTHENTICATE \"PLAIN\" \"AGFsaWNlAHdyb25n\""));
                assertEquals(
                        "NO (TRYLATER) \"Temporarily unavailable, try later\"",
                        client.send(LOGIN).line());
                assertEquals("OK \"Logout completed\"", client.ask("LOGOUT"));
                assertEquals("(end)", client.line());
            }
        }
    }
}
