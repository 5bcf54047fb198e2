package org.tohost.common.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.config.Endpoint;
import org.tohost.common.run.Startable;

/// Serves `/health`, `/ready` and `/metrics`, to GET and HEAD, and nothing else.
///
/// `/health` says that the process answers; `/ready` that it can serve clients, or with status 503
/// which checks fail; `/metrics` is in the text format of Prometheus. Each request runs on a
/// virtual thread. There is no password: it listens on a private address.
public final class AdminServer implements Startable {
    private static final int BACKLOG = 64;

    private final Logger log = LoggerFactory.getLogger(AdminServer.class);
    private final Endpoint endpoint;
    private final PrometheusMeterRegistry registry;
    private final List<ReadyCheck> checks;
    private Optional<Running> running = Optional.empty();

    private record Running(HttpServer server, ExecutorService threads) {}

    private record Answer(int status, String type, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body + "\n");
        }
    }

    /// A server that will listen on `endpoint` and shows what is in `registry`.
    public AdminServer(
            Endpoint endpoint, PrometheusMeterRegistry registry, List<ReadyCheck> checks) {
        this.endpoint = endpoint;
        this.registry = registry;
        this.checks = List.copyOf(checks);
    }

    @Override
    public String name() {
        return "admin server";
    }

    @Override
    public synchronized void start() throws IOException {
        HttpServer server = HttpServer.create(endpoint.socketAddress(), BACKLOG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        running = Optional.of(new Running(server, threads));
    }

    @Override
    public synchronized void stop() {
        running.ifPresent(r -> {
            r.server().stop(0);
            r.threads().shutdownNow();
        });
        running = Optional.empty();
    }

    /// {@return where it listens, with the port that the system chose if the setting says 0}
    public synchronized Endpoint endpoint() {
        return running.map(r -> new Endpoint(endpoint.host(), r.server().getAddress().getPort()))
                .orElse(endpoint);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (method.equals("GET") || method.equals("HEAD")) {
                send(exchange, of(exchange.getRequestURI().getPath()), method.equals("GET"));
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, Answer.json(405, "{\"error\":\"GET and HEAD only\"}"), true);
            }
        } catch (RuntimeException e) {
            log.error("admin request failed", e);
        }
    }

    private Answer of(String path) {
        return switch (path) {
            case "/health" -> Answer.json(200, "{\"status\":\"up\"}");
            case "/ready" -> ready();
            case "/metrics" ->
                    new Answer(200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
            default -> Answer.json(404, "{\"error\":\"no such page\"}");
        };
    }

    private Answer ready() {
        List<String> failing =
                checks.stream().filter(check -> !passes(check)).map(ReadyCheck::name).toList();
        if (failing.isEmpty()) {
            return Answer.json(200, "{\"status\":\"ready\",\"failing\":[]}");
        }
        String names = failing.stream().map(AdminServer::quoted).collect(Collectors.joining(","));
        return Answer.json(503, "{\"status\":\"not ready\",\"failing\":[" + names + "]}");
    }

    private boolean passes(ReadyCheck check) {
        try {
            return check.passes().getAsBoolean();
        } catch (RuntimeException e) {
            log.error("the ready check {} failed", check.name(), e);
            return false;
        }
    }

    private static String quoted(String name) {
        return '"' + name.replaceAll("[\\\\\"\\p{Cntrl}]", "_") + '"';
    }

    private static void send(HttpExchange exchange, Answer answer, boolean withBody)
            throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(answer.status(), withBody ? body.length : -1);
        if (withBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
