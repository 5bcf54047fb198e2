package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.Endpoint;
import org.tohost.common.metrics.AdminServer;
import org.tohost.common.metrics.Telling;
import org.tohost.common.tell.TellDesk;
import org.tohost.common.testing.Ports;
import picocli.CommandLine;

/// What operators see of `tohost tell`.
class TellTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final int port = Ports.free();
    @TempDir private Path home;
    private AdminServer node = node(Path.of("unused"));

    private AdminServer node(Path folder) {
        return new AdminServer(
                new Endpoint("127.0.0.1", port),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(),
                new Telling(new TellDesk(List.of()), folder, new SecureRandom()));
    }

    @BeforeEach
    void settings() throws IOException {
        node = node(home);
        Files.writeString(
                home.resolve("tohost.ini"),
                """
                g_roles "proxy"
                g_node_name "proxy1"
                g_home "."
                g_admin_listen "*:%d"
                """
                        .formatted(port));
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    @Test
    void theNodeAnswersInTextOrJson() throws Exception {
        node.start();
        assertEquals(0, tell("help"));
        assertEquals("help  Says what this node can be told.\n", out.toString());
        assertEquals(0, tell("--json", "help"));
        assertTrue(out.toString().endsWith("{\"help\":\"Says what this node can be told.\"}\n"));
    }

    @Test
    void whatIsNotUnderstoodIsToldWithANearMiss() throws Exception {
        node.start();
        assertEquals(2, tell("hlep"));
        assertEquals("tohost: no such command (did you mean help?)\n", err.toString());
    }

    @Test
    void aNodeThatDoesNotRunIsToldInPlainWords() throws Exception {
        assertEquals(1, tell("help"));
        assertTrue(
                err.toString().contains("admin.token: no such file: has the node been started?"));
        node.start();
        node.stop();
        assertEquals(1, tell("help"));
        assertTrue(
                err.toString()
                        .contains("no node answers at 127.0.0.1:" + port + ": is it running?"),
                err::toString);
    }

    @Test
    void anotherNodesTokenIsNotTaken() throws Exception {
        node.start();
        Files.writeString(home.resolve("admin.token"), "0".repeat(64));
        assertEquals(1, tell("help"));
        assertTrue(err.toString().contains("has another token than"), err::toString);
    }

    private int tell(String... arguments) {
        CommandLine line = TohostMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 3];
        all[0] = "tell";
        all[1] = "--settings";
        all[2] = home.resolve("tohost.ini").toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return line.execute(all);
    }
}
