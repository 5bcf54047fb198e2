package org.tohost.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.Daemon;
import org.tohost.common.fixture.Programs;
import org.tohost.common.testing.Ports;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// A real nginx in front of the proxy, as a mail proxy for other servers: it tells by XCLIENT who
/// they are.
final class NginxIT {
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_mail_module.so");

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    /// What nginx asks where to go to: to the proxy.
    private static HttpServer guide(int proxy) throws IOException {
        HttpServer guide =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        guide.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Auth-Status", "OK");
                    exchange.getResponseHeaders().add("Auth-Server", "127.0.0.1");
                    exchange.getResponseHeaders().add("Auth-Port", String.valueOf(proxy));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        guide.start();
        return guide;
    }

    private Daemon nginx(int port, int guide) throws IOException {
        String program = Programs.find("nginx", "nginx libnginx-mod-mail").toString();
        Path settings =
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        """
                        load_module %s;
                        daemon off;
                        master_process off;
                        pid nginx.pid;
                        events {}
                        mail {
                            server_name front.example.test;
                            auth_http 127.0.0.1:%d/;
                            xclient on;
                            server {
                                listen 127.0.0.1:%d;
                                protocol smtp;
                                smtp_auth none;
                            }
                        }
                        """
                                .formatted(MODULE, guide, port));
        return Daemon.start(
                List.of(
                        program,
                        "-p",
                        folder.toString(),
                        "-e",
                        "stderr",
                        "-c",
                        settings.toString()),
                Map.of(),
                folder.resolve("nginx.log"),
                List.of(port));
    }

    /// {@return the answer to the recipient that another server names to nginx}
    private static String deliver(int nginx) throws IOException {
        Socket socket =
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        nginx,
                        InetAddress.getByAddress(new byte[] {127, 0, 0, 7}),
                        0);
        try (Wire client = new Wire(socket)) {
            assertEquals("220 front.example.test ESMTP ready", client.line());
            assertEquals("250 front.example.test", client.ask("HELO mx.example.org"));
            assertEquals("250 2.0.0 OK", client.ask("MAIL FROM:<eve@example.org>"));
            return client.ask("RCPT TO:<plain@example.test>");
        }
    }

    private String through(TestProxy proxy) throws IOException {
        HttpServer guide = guide(proxy.port(Service.SMTP));
        int port = Ports.free();
        try (Daemon _ = nginx(port, guide.getAddress().getPort())) {
            return deliver(port);
        } finally {
            guide.stop(0);
        }
    }

    private ScriptedBackend backend(TestProxy proxy) throws IOException {
        proxy.users().with("plain@example.test", "be1");
        return proxy.backend(
                "be1",
                scripts.smtp(wire -> {
                    for (String line = wire.line(); !line.equals("(end)"); line = wire.line()) {
                        wire.send("250 2.1.0 " + line + "\n");
                    }
                }));
    }

    @Test
    void theBackendHearsOfTheClientOfATrustedFrontEnd() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false).trusting("127.0.0.1", false)) {
            backend(proxy);
            proxy.start();
            String answer = through(proxy);
            assertEquals("250 2.1.0 RCPT TO:<plain@example.test>", answer, this::log);
            ClientInfo told = scripts.ticket().client();
            assertEquals("127.0.0.7", told.address());
            assertEquals("mx.example.org", told.helo());
        }
    }

    @Test
    void ofAnotherFrontEndNothingIsBelieved() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false).trusting("192.0.2.1", false)) {
            ScriptedBackend backend = backend(proxy);
            proxy.start();
            String answer = through(proxy);
            assertTrue(answer.matches("[45].*"), answer); // nginx goes no further
            assertEquals(0, backend.connections());
            assertTrue(log().contains("500 5.5.1 Unknown command"), this::log);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("nginx.log"), US_ASCII);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
