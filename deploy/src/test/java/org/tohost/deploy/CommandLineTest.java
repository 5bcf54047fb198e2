package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "proxy --help",
                "backend -h",
                "check --help",
                "authent-server --help",
                "ca --help",
                "ca create --help",
                "ca issue --help",
                "ca secret --help",
                "tell --help",
                "bench --help",
                "bench fetch --help",
                "version --help"
            })
    void everyCommandHasHelp(String line) {
        assertEquals(0, run(line.split(" ")));
        assertTrue(out.toString().startsWith("Usage: tohost"), out::toString);
    }

    @Test
    void saysItsVersion() {
        assertEquals(0, run("version"));
        assertTrue(out.toString().startsWith("Tohost "), out::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demmo",
                "proxy",
                "check",
                "demo --port-base x",
                "demo --port-base 65000",
                "demo --users -1",
                "demo --ldap ldap://localhost",
                "demo --password=",
                "bench login",
                "bench login imap://localhost",
                "ca issue --role webmail x y --to z"
            })
    void wrongOptionsAreToldWithStatusTwo(String line) {
        assertEquals(2, run(line.split(" ")));
        assertTrue(err.toString().contains("tohost"), err::toString);
    }

    @Test
    void wrongSettingsAreToldAllAtOnceWithStatusTwo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tohost.ini");
        Files.writeString(
                file,
                """
                g_roles "proxy"
                g_node_name "proxy1"
                g_proxy_defalt "be1"
                g_ldap_timeout "soon"
                g_authent "ldap"
                """);
        for (String command : new String[] {"check", "proxy"}) {
            assertEquals(2, run(command, "-c", file.toString()));
            String told = err.toString();
            assertTrue(
                    told.contains(
                            file
                                    + ":3: g_proxy_defalt: unknown setting (did you mean"
                                    + " g_proxy_default?)"),
                    told);
            assertTrue(told.contains(file + ":4: g_ldap_timeout: \"soon\": "), told);
            assertTrue(told.contains("g_cluster_secret_file: must be set"), told);
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void theAuthentServerListensSomewhereOrTalksOnItsStreams(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("tohost.ini"), "g_authent \"ldap\"\n");
        assertEquals(2, run("authent-server", "--settings", file.toString()));
        assertTrue(
                err.toString().contains("g_authent_server_listen: must be set, or use --stdio"),
                err::toString);
        err.getBuffer().setLength(0);
        assertEquals(2, run("authent-server", "--stdio", "-c", file.toString()));
        assertTrue(err.toString().contains("g_ldap_url: must be set"), err::toString);
        assertTrue(!err.toString().contains("g_authent_server_listen"), err::toString);
    }

    @Test
    void aFileWhoseRolesCannotBeReadIsJudgedByItsPorts(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tohost.ini");
        Files.writeString(
                file,
                """
                g_roles "proxi"
                g_node_name "proxy1"
                g_proxy_listen service="imap" address="*:143" tls="sometimes"
                g_authent "ldpa"
                """);
        assertEquals(2, run("check", "-c", file.toString()));
        String told = err.toString();
        assertTrue(told.contains(file + ":1: g_roles: \"proxi\": the roles are"), told);
        assertTrue(told.contains(file + ":3: g_proxy_listen tls: \"sometimes\": "), told);
        assertTrue(told.contains("\"ldpa\": none of ldap, "), told);
        assertTrue(told.contains("(did you mean ldap?)"), told);
        assertFalse(told.contains("g_backend_listen"), told);
    }

    @Test
    void keysAndCertificatesAreOpenedAndToldWhereTheyAreNamed(@TempDir Path folder)
            throws IOException {
        String ca = folder.resolve("ca").toString();
        assertEquals(0, run("ca", "create", ca));
        assertEquals(0, run("ca", "issue", ca, "p1", "--role", "proxy", "--to", folder.toString()));
        assertEquals(0, run("ca", "secret", folder.resolve("cluster.secret").toString()));
        Path file = folder.resolve("tohost.ini");
        Files.writeString(folder.resolve("empty.pem"), "nothing\n");
        Files.writeString(
                file,
                """
                g_roles "proxy"
                g_node_name "p1"
                g_proxy_listen service="imap" address="127.0.0.1:0" tls="starttls"
                g_tls_cert_file "node.crt"
                g_tls_key_file "ca/ca.key"
                g_cluster_ca_file "ca.crt"
                g_cluster_cert_file "ca.crt"
                g_cluster_key_file "node.key"
                g_cluster_secret_file "cluster.secret"
                g_proxy_default "be1"
                g_ldap_url "ldaps://127.0.0.1"
                g_ldap_base "dc=example,dc=net"
                g_ldap_ca_file "empty.pem"
                vdomain name="example.net"
                """);
        for (String command : new String[] {"check", "proxy"}) {
            err.getBuffer().setLength(0);
            assertEquals(2, run(command, "-c", file.toString()));
            String told = err.toString();
            assertTrue(told.contains(file + ":5: g_tls_key_file: "), told);
            assertTrue(told.contains(file + ":7: g_cluster_cert_file: "), told);
            assertTrue(told.contains(file + ":13: g_ldap_ca_file: "), told);
            assertEquals(3, told.lines().count(), told);
        }
    }

    @Test
    void mechanismsNeedWhatTheyRestOn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tohost.ini");
        String node = "g_roles \"proxy\"\ng_node_name \"p1\"\n";
        Files.writeString(file, node + "g_proxy_mechanisms \"PLAIN, EXTERNAL\"\n");
        assertEquals(2, run("check", "-c", file.toString()));
        String told = err.toString();
        assertTrue(told.contains("EXTERNAL in g_proxy_mechanisms needs g_tls_client_ca"), told);
        err.getBuffer().setLength(0);
        Files.writeString(
                file,
                node
                        + "g_proxy_mechanisms \"SCRAM-SHA-256\"\n"
                        + "g_proxy_backend host=\"dove\" login=\"password\"\n");
        assertEquals(2, run("check", "-c", file.toString()));
        told = err.toString();
        assertTrue(told.contains(file + ":3: g_proxy_mechanisms: "), told);
        assertTrue(told.contains("is not had by SCRAM-SHA-256"), told);
        err.getBuffer().setLength(0);
        Files.writeString(file, node + "g_proxy_mechanisms \"PLAIN, XOAUTH2\"\n");
        assertEquals(2, run("check", "-c", file.toString()));
        told = err.toString();
        assertTrue(told.contains(file + ":3: g_proxy_mechanisms: OAUTHBEARER and"), told);
    }

    @Test
    void aMissingFileIsAProblem() {
        assertEquals(2, run("check", "-c", "/nonexistent/tohost.ini"));
        assertTrue(err.toString().contains("/nonexistent/tohost.ini: no such file"), err::toString);
    }

    @Test
    void aHomeThatCannotBeIsToldWithItsReason(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertEquals(1, run("demo", "--port-base", "61000", "--home", file.toString()));
        assertTrue(err.toString().contains(file + ": exists already"), err::toString);
    }

    @Test
    void makesTheKeysOfACluster(@TempDir Path folder) {
        String ca = folder.resolve("ca").toString();
        String node = folder.resolve("be1").toString();
        assertEquals(0, run("ca", "create", ca));
        assertEquals(1, run("ca", "create", ca), "an authority is never overwritten");
        assertEquals(0, run("ca", "issue", ca, "be1", "--role", "backend", "--to", node));
        assertEquals(0, run("ca", "secret", folder.resolve("cluster.secret").toString()));
        assertTrue(Files.exists(Path.of(node, "node.crt")));
        assertTrue(Files.exists(Path.of(node, "node.key")));
        assertTrue(Files.exists(Path.of(node, "ca.crt")));
    }

    private int run(String... arguments) {
        CommandLine line = TohostMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
