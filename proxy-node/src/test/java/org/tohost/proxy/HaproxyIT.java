package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.Programs;
import org.tohost.common.testing.Ports;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// A real haproxy in front of the proxy.
final class HaproxyIT {
    private static final String LOGIN = "a AUTHENTICATE PLAIN AHBsYWluQGV4YW1wbGUudGVzdABzM2NyZXQ=";

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private Process haproxy(int port, int proxy, String how) throws IOException {
        Path pem = folder.resolve("front.pem");
        Files.writeString(
                pem,
                Files.readString(folder.resolve("public.crt"))
                        + Files.readString(folder.resolve("public.key")));
        Path settings =
                Files.writeString(
                        folder.resolve("haproxy.cfg"),
                        """
                        defaults
                            mode tcp
                            timeout connect 20s
                            timeout client 60s
                            timeout server 60s
                        listen imap
                            bind 127.0.0.1:%d%s
                            server px 127.0.0.1:%d %s
                        """
                                .formatted(
                                        port,
                                        how.endsWith("ssl") ? " ssl crt " + pem : "",
                                        proxy,
                                        how));
        String program = Programs.find("haproxy", "haproxy").toString();
        return new ProcessBuilder(program, "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
    }

    private static Socket connect(int port, Process process) throws Exception {
        for (int i = 0; i < 1200 && process.isAlive(); i++) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (ConnectException e) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("haproxy does not listen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2-ssl"})
    void tellsWhoTheClientIs(String how) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false).trusting("127.0.0.1", true)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("plain@example.test", "be1");
            proxy.start();
            int port = Ports.free();
            Process haproxy = haproxy(port, proxy.port(Service.IMAP), how);
            try (Wire plain = new Wire(connect(port, haproxy))) {
                boolean tls = how.endsWith("ssl");
                Wire client = tls ? proxy.upgrade(plain) : plain;
                assertTrue(client.line().startsWith("* OK"));
                client.send(LOGIN + "\n");
                ClientInfo told = scripts.ticket().client();
                assertEquals("127.0.0.1", told.address());
                assertEquals(plain.socket().getLocalPort(), told.port());
                assertEquals(tls, told.tls());
            } finally {
                haproxy.destroyForcibly().waitFor();
            }
        }
    }
}
