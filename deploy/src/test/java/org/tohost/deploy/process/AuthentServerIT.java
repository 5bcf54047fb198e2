package org.tohost.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.Programs;
import org.tohost.common.run.Services;
import org.tohost.common.testing.Ports;
import org.tohost.deploy.TohostMain;
import org.tohost.ldap.EmbeddedDirectory;

/// Other software asks for the users of a directory.
class AuthentServerIT {
    private static final String LDIF =
            """
            dn: dc=example,dc=net
            objectClass: domain
            dc: example

            dn: uid=ann,dc=example,dc=net
            objectClass: inetOrgPerson
            objectClass: extensibleObject
            uid: ann
            cn: Ann
            sn: Ann
            mail: ann@example.net
            tohost: be1
            userPassword: s3cret
            """;
    private static final String QUESTIONS =
            """
            lookup ann@example.net
            check ann@example.net s3cret
            check ann@example.net s3same
            lookup eve@example.net
            exit
            """;
    private static final String ANSWERS =
            """
            +OK ann@example.net config 0 mailstatus="ok" tohost="be1"
            +OK ann@example.net config 0 mailstatus="ok" tohost="be1"
            -ERR ann@example.net password wrong or not a valid user
            -ERR eve@example.net does not exist
            +OK
            """;

    @TempDir private Path folder;
    private EmbeddedDirectory directory;
    private Path settings;
    private int port;

    @BeforeEach
    void start() throws IOException {
        directory = EmbeddedDirectory.start("dc=example,dc=net", LDIF, 0);
        port = Ports.free();
        settings =
                Files.writeString(
                        folder.resolve("tohost.ini"),
                        """
                        g_ldap_url "ldap://127.0.0.1:%d"
                        g_ldap_base "dc=example,dc=net"
                        g_authent_server_listen "127.0.0.1:%d"
                        """
                                .formatted(directory.port(), port));
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void throughAPipe() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String pipe =
                "printf '%s' | '%s' -cp '%s' %s authent-server --settings '%s' --stdio 2>'%s'"
                        .formatted(
                                QUESTIONS.replace("\n", "\\n"),
                                java,
                                System.getProperty("java.class.path"),
                                TohostMain.class.getName(),
                                settings,
                                folder.resolve("log"));
        assertEquals(ANSWERS, Programs.run(List.of("/bin/sh", "-c", pipe)));
    }

    @Test
    void overTcp() throws Exception {
        Services services =
                NodeFile.read(settings, Map.of()).authentServer(true).orElseThrow().services();
        services.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write(QUESTIONS.getBytes(StandardCharsets.UTF_8));
            assertEquals(ANSWERS.lines().toList(), in.lines().toList());
        } finally {
            services.close();
        }
    }
}
