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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.config.Endpoint;

class AdminServerTest {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicBoolean directory = new AtomicBoolean(true);
    private final AtomicBoolean store = new AtomicBoolean(true);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AdminServer server =
            new AdminServer(
                    Endpoint.parse("127.0.0.1:0"),
                    registry,
                    List.of(
                            new ReadyCheck("directory", directory::get),
                            new ReadyCheck("store", store::get),
                            new ReadyCheck("odd", this::odd)));
    private boolean broken;

    private boolean odd() {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        return true;
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://" + server.endpoint() + path);
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
        AdminServer second = new AdminServer(server.endpoint(), registry, List.of());
        assertThrows(BindException.class, second::start);
        second.stop();
    }
}
