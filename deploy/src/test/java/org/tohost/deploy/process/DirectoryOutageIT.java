package org.tohost.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.Role;
import org.tohost.common.domain.NodeId;
import org.tohost.common.run.Services;
import org.tohost.common.testing.Ports;
import org.tohost.common.tls.ClusterCa;
import org.tohost.common.tls.ClusterSecret;
import org.tohost.common.tls.SelfSigned;
import org.tohost.ldap.EmbeddedDirectory;

/// What clients of a proxy are told while the directory does not answer: to come again, in the
/// words of each protocol. The default back-end sees nothing of it.
class DirectoryOutageIT {
    private static final String LDIF =
            """
            dn: dc=example,dc=net
            objectClass: domain
            dc: example

            dn: cn=tohost,dc=example,dc=net
            objectClass: applicationProcess
            cn: tohost
            userPassword: let me read

            dn: cn=carol,dc=example,dc=net
            objectClass: applicationProcess
            cn: carol
            mail: carol@example.net
            userPassword: carol's
            """;

    private final int imap = Ports.free();
    private final int pop3 = Ports.free();
    private final int smtp = Ports.free();
    private final int submission = Ports.free();
    @TempDir private Path folder;
    private ServerSocket defaultBackend;

    @BeforeEach
    void prepare() throws IOException {
        Clock clock = Clock.systemUTC();
        ClusterCa.create(Files.createDirectory(folder.resolve("ca")), clock)
                .issue(new NodeId("proxy.example.net"), Set.of(Role.PROXY.label()), folder);
        ClusterSecret.create(folder.resolve("cluster.secret"));
        SelfSigned.create(
                List.of("localhost"),
                folder.resolve("public.crt"),
                folder.resolve("public.key"),
                clock);
        defaultBackend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void nothingFellToTheDefault() throws IOException {
        try (ServerSocket backend = defaultBackend) {
            backend.setSoTimeout(1);
            backend.accept().close();
            throw new AssertionError("a client was handed to the default back-end");
        } catch (SocketTimeoutException _) {
            // as it should be
        }
    }

    @Test
    void refused() throws Exception {
        assertTold(Ports.free(), "let me read");
    }

    @Test
    void silent() throws Exception {
        try (var silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            assertTold(silent.getLocalPort(), "let me read");
        }
    }

    @Test
    void theServiceAccountIsRefused() throws Exception {
        try (var directory = EmbeddedDirectory.start("dc=example,dc=net", LDIF, 0)) {
            assertTold(directory.port(), "out of date");
        }
    }

    private void assertTold(int directory, String password) throws Exception {
        secret("ldap.password", password);
        Path file = Files.writeString(folder.resolve("proxy.ini"), settings(directory));
        NodeFile node = NodeFile.read(file, Map.of());
        assertEquals("", node.check().toString());
        try (Services services = node.process(Role.PROXY).orElseThrow().services()) {
            services.start();
            for (String user : List.of("carol", "nobody")) {
                assertTold(user + "@example.net");
            }
        }
    }

    private void assertTold(String user) throws IOException {
        try (Client client = new Client(imap)) {
            assertAnswer(client.say("a LOGIN " + user + " carol's"), "a NO [UNAVAILABLE]");
        }
        try (Client client = new Client(pop3)) {
            assertAnswer(client.say("USER " + user), "+OK");
            assertAnswer(client.say("PASS carol's"), "-ERR [SYS/TEMP]");
        }
        try (Client client = new Client(submission)) {
            assertAnswer(client.say("EHLO client.example.org"), "250 ");
            String plain = "\0" + user + "\0carol's";
            String answer =
                    Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
            assertAnswer(client.say("AUTH PLAIN " + answer), "454 4.7.0");
        }
        try (Client client = new Client(smtp)) {
            assertAnswer(client.say("EHLO client.example.org"), "250 ");
            assertAnswer(client.say("MAIL FROM:<>"), "250 ");
            assertAnswer(client.say("RCPT TO:<" + user + ">"), "451 4.3.0");
        }
    }

    private static void assertAnswer(String answer, String start) {
        assertTrue(answer.startsWith(start), () -> answer + " instead of " + start);
    }

    private void secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String settings(int directory) {
        int port = defaultBackend.getLocalPort();
        return """
        g_roles "proxy"
        g_node_name "proxy.example.net"
        g_home "home"
        g_probe_interval "0s"
        g_proxy_warm_up "0s"
        g_admin_listen "127.0.0.1:%d"
        g_proxy_listen service="imap" address="127.0.0.1:%d" tls="starttls"
        g_proxy_listen service="pop3" address="127.0.0.1:%d" tls="starttls"
        g_proxy_listen service="submission" address="127.0.0.1:%d" tls="starttls"
        g_proxy_listen service="smtp" address="127.0.0.1:%d" tls="starttls"
        g_tls_cert_file "public.crt"
        g_tls_key_file "public.key"
        g_cluster_ca_file "ca.crt"
        g_cluster_cert_file "node.crt"
        g_cluster_key_file "node.key"
        g_cluster_secret_file "cluster.secret"
        g_proxy_backend host="be1" address="127.0.0.1" imap="%d" pop3="%d" smtp="%d" lmtp="%d"
        g_proxy_default "be1"
        g_ldap_url "ldap://127.0.0.1:%d"
        g_ldap_bind_dn "cn=tohost,dc=example,dc=net"
        g_ldap_bind_password_file "ldap.password"
        g_ldap_base "dc=example,dc=net"
        g_ldap_timeout "1s"
        vdomain address="" name="example.net"
        """
                .formatted(
                        Ports.free(),
                        imap,
                        pop3,
                        submission,
                        smtp,
                        port,
                        port,
                        port,
                        port,
                        directory);
    }

    /// Someone who talks in clear text, from this machine.
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(int port) throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            this.in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            var _ = in.readLine();
        }

        /// {@return the last line of the answer}
        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = String.valueOf(in.readLine());
            while (answer.matches("\\d{3}-.*")) {
                answer = String.valueOf(in.readLine());
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
