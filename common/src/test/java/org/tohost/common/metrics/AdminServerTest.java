package org.tohost.common.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.Endpoint;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.TellCommand;
import org.tohost.common.tell.TellDesk;
import org.tohost.common.tell.Told;

class AdminServerTest {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicBoolean directory = new AtomicBoolean(true);
    private final AtomicBoolean store = new AtomicBoolean(true);
    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir private Path home;
    private @Nullable AdminServer running;
    private boolean broken;

    private boolean odd() {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        return true;
    }

    @BeforeEach
    void start() throws IOException {
        running =
                new AdminServer(
                        Endpoint.parse("127.0.0.1:0"),
                        registry,
                        List.of(
                                new ReadyCheck("directory", directory::get),
                                new ReadyCheck("store", store::get),
                                new ReadyCheck("odd", this::odd)),
                        telling());
        running.start();
    }

    private Telling telling() {
        return new Telling(new TellDesk(List.of(new EchoCommand())), home, new SecureRandom());
    }

    @AfterEach
    void stop() {
        server().stop();
        client.close();
    }

    private AdminServer server() {
        return Objects.requireNonNull(running);
    }

    private HttpResponse<String> tell(String command, String token, String body) throws Exception {
        URI uri = URI.create("http://" + server().endpoint() + "/tell/" + command);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", token)
                        .header("Accept", body.startsWith("json") ? "application/json" : "*/*")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String token() throws IOException {
        return "Bearer " + Files.readString(home.resolve("admin.token")).strip();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://" + server().endpoint() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthIsUp() throws Exception {
        HttpResponse<String> health = ask("GET", "/health");
        assertEquals(200, health.statusCode());
        assertEquals("{\"status\":\"up\"}\n", health.body());
        assertEquals("application/json", health.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void readyNamesWhatFails() throws Exception {
        assertEquals("{\"status\":\"ready\",\"failing\":[]}\n", ask("GET", "/ready").body());
        directory.set(false);
        broken = true;
        HttpResponse<String> ready = ask("GET", "/ready");
        assertEquals(503, ready.statusCode());
        assertEquals(
                "{\"status\":\"not ready\",\"failing\":[\"directory\",\"odd\"]}\n", ready.body());
        assertEquals(200, ask("GET", "/health").statusCode());
    }

    @Test
    void metricsAreInTheTextFormat() throws Exception {
        new Meters(registry).recipient("sent");
        HttpResponse<String> metrics = ask("GET", "/metrics");
        assertEquals(200, metrics.statusCode());
        assertTrue(metrics.body().contains("tohost_recipients_total{status=\"sent\"} 1.0\n"));
    }

    @Test
    void nothingElseIsServed() throws Exception {
        for (String path : List.of("/", "/healthy", "/health/", "/metrics/x", "/%2e%2e/health")) {
            assertEquals(404, ask("GET", path).statusCode(), path);
        }
        HttpResponse<String> head = ask("HEAD", "/ready");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            HttpResponse<String> refused = ask(method, "/health");
            assertEquals(405, refused.statusCode(), method);
            assertEquals("GET, HEAD", refused.headers().firstValue("Allow").orElse(""));
        }
    }

    @Test
    void aTakenPortIsAnError() {
        AdminServer second = new AdminServer(server().endpoint(), registry, List.of(), telling());
        assertThrows(BindException.class, second::start);
        second.stop();
    }

    @Test
    void aCommandNeedsTheTokenOfThisStart() throws Exception {
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(home.resolve("admin.token")));
        String token = token();
        assertEquals(64, token.length() - "Bearer ".length());
        HttpResponse<String> done = tell("echo", token, "one\ntwo words");
        assertEquals(200, done.statusCode());
        assertEquals("0     one\n1     two words\nsize  2\n", done.body());
        for (String wrong : List.of("Bearer ", "Bearer x" + token.substring(8), token + "0", "x")) {
            HttpResponse<String> refused = tell("echo", wrong, "");
            assertEquals(401, refused.statusCode(), wrong);
            assertEquals("the token is missing or wrong\n", refused.body());
            assertEquals("Bearer", refused.headers().firstValue("WWW-Authenticate").orElse(""));
        }
        assertEquals(401, ask("POST", "/tell/echo").statusCode());
        assertEquals(401, ask("POST", "/tell/none").statusCode());
        HttpResponse<String> got = ask("GET", "/tell/echo");
        assertEquals(405, got.statusCode());
        assertEquals("POST", got.headers().firstValue("Allow").orElse(""));
        server().stop();
        start();
        assertEquals(401, tell("echo", token, "").statusCode());
        assertEquals(200, tell("echo", token(), "").statusCode());
    }

    @Test
    void answersAndRefusalsAreTextOrJson() throws Exception {
        assertEquals(
                "{\"0\":\"json \\\"x\\\\\",\"size\":\"1\"}\n",
                tell("echo", token(), "json \"x\\").body());
        HttpResponse<String> miss = tell("ecco", token(), "");
        assertEquals(400, miss.statusCode());
        assertEquals("no such command (did you mean echo?)\n", miss.body());
        HttpResponse<String> usage = tell("echo", token(), "json\nsyntax");
        assertEquals(400, usage.statusCode());
        assertEquals("{\"error\":\"not this: echo [WORD...]\"}\n", usage.body());
        HttpResponse<String> outage = tell("echo", token(), "outage");
        assertEquals(503, outage.statusCode());
        assertEquals("not now\n", outage.body());
        assertEquals(413, tell("echo", token(), "x".repeat(70_000)).statusCode());
        assertEquals(
                "echo [WORD...]  Says it again.\nhelp            Says what this node can be told.\n",
                tell("help", token(), "").body());
    }

    /// Says again what it is told, unless that is a failure.
    private static final class EchoCommand implements TellCommand {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public String arguments() {
            return "[WORD...]";
        }

        @Override
        public String help() {
            return "Says it again.";
        }

        @Override
        public Told run(List<String> arguments) {
            if (arguments.contains("syntax")) {
                throw new Failure.Syntax("not this");
            }
            if (arguments.contains("outage")) {
                throw new Failure.Unavailable("not now");
            }
            List<Told.Fact> facts = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                facts.add(new Told.Fact(Integer.toString(i), arguments.get(i)));
            }
            facts.add(new Told.Fact("size", Integer.toString(arguments.size())));
            return new Told(facts);
        }
    }
}
