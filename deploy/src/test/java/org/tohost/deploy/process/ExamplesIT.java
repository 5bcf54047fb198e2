package org.tohost.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.Role;
import org.tohost.common.domain.NodeId;
import org.tohost.common.fixture.Programs;
import org.tohost.common.run.Services;
import org.tohost.common.testing.Eventually;
import org.tohost.common.testing.Ports;
import org.tohost.common.tls.ClusterCa;
import org.tohost.common.tls.ClusterSecret;
import org.tohost.common.tls.SelfSigned;
import org.tohost.ldap.EmbeddedDirectory;

/// The example settings start as they are, but for folders, ports and the directory's address.
class ExamplesIT {
    private static final String LDIF =
            """
            dn: dc=example,dc=net
            objectClass: domain
            dc: example

            dn: ou=people,dc=example,dc=net
            objectClass: organizationalUnit
            ou: people

            dn: ou=services,dc=example,dc=net
            objectClass: organizationalUnit
            ou: services

            dn: cn=tohost,ou=services,dc=example,dc=net
            objectClass: applicationProcess
            cn: tohost
            userPassword: let me read
            """;

    @TempDir private Path folder;

    @Test
    void theProxyStarts() throws Exception {
        prepare("proxy1.example.net", Role.PROXY);
        String settings = serve("proxy.ini", Role.PROXY);
        assertTrue(settings.contains("\"imap\""));
    }

    @Test
    void theBackEndStarts() throws Exception {
        prepare("be1.example.net", Role.BACKEND);
        String settings = serve("backend.ini", Role.BACKEND);
        assertTrue(Files.isDirectory(folder.resolve("lib/store")), settings);
    }

    @Test
    void theSingleMachineStarts() throws Exception {
        prepare("mail.example.net", Role.BACKEND);
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/users"), "");
        String settings = serve("single.ini", Role.BACKEND);
        assertTrue(Files.isDirectory(folder.resolve("lib/store")), settings);
    }

    private String serve(String example, Role role) throws Exception {
        try (var directory = EmbeddedDirectory.start("dc=example,dc=net", LDIF, 0)) {
            String settings = adapted(example, directory.port());
            Path file = Files.writeString(folder.resolve(example), settings);
            NodeFile node = NodeFile.read(file, Map.of());
            assertEquals("", node.check().toString());
            try (Services services = node.process(role).orElseThrow().services()) {
                services.start();
                int admin = port(settings, "g_admin_listen \"127.0.0.1:(\\d+)\"");
                Eventually.holds("ready", () -> ready(admin) == 200);
                if (role == Role.PROXY) {
                    String imap = "service=\"imap\" address=\"127.0.0.1:(\\d+)\" tls=\"starttls\"";
                    assertTrue(greeting(port(settings, imap)).startsWith("* OK "));
                }
            }
            return settings;
        }
    }

    private String adapted(String example, int ldapPort) throws IOException {
        String text = Files.readString(Programs.source("deploy/examples/" + example));
        text = text.replace("/etc/tohost/", folder + "/");
        text = text.replace("/var/lib/tohost", folder + "/lib");
        text = text.replaceAll("ldaps://ldap\\d.example.net", "ldap://127.0.0.1:" + ldapPort);
        return Pattern.compile("\"(?:\\*|127\\.0\\.0\\.1):\\d+\"")
                .matcher(text)
                .replaceAll(ExamplesIT::freePort);
    }

    private static String freePort(MatchResult address) {
        return "\"127.0.0.1:" + Ports.free() + "\"";
    }

    private void prepare(String node, Role role) throws IOException {
        Clock clock = Clock.systemUTC();
        Path ca = Files.createDirectory(folder.resolve("ca"));
        ClusterCa.create(ca, clock).issue(new NodeId(node), Set.of(role.label()), folder);
        ClusterSecret.create(folder.resolve("cluster.secret"));
        SelfSigned.create(
                List.of("mail.example.net"),
                folder.resolve("mail.example.net.crt"),
                folder.resolve("mail.example.net.key"),
                clock);
        Files.copy(folder.resolve("ca.crt"), folder.resolve("ldap-ca.crt"));
        Path password = Files.writeString(folder.resolve("ldap.password"), "let me read\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }

    private static int port(String settings, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(settings);
        assertTrue(matcher.find(), pattern);
        return Integer.parseInt(matcher.group(1));
    }

    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            return String.valueOf(reader.readLine());
        }
    }

    private static int ready(int port) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/ready");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.sendAsync(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .join()
                    .statusCode();
        }
    }
}
