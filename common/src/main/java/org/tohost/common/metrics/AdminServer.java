package org.tohost.common.metrics;

import com.sun.net.httpserver.Headers;
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
import org.tohost.common.tell.TellStream;
import org.tohost.common.tell.Told;

/// Serves `/health`, `/ready` and `/metrics`, to GET and HEAD, and takes commands by POST to
/// `/tell/...`.
///
/// `/health` says that the process answers; `/ready` that it can serve clients, or with status 503
/// which checks fail; `/metrics` is in the text format of Prometheus. These have no password: it
/// listens on a private address. A command needs the token of [Telling], from whatever address it
/// comes, and so does a [TellStream]. Each request runs on a virtual thread.
public final class AdminServer implements Startable {
    private static final int BACKLOG = 64;

    private final Logger log = LoggerFactory.getLogger(AdminServer.class);
    private final Endpoint endpoint;
    private final PrometheusMeterRegistry registry;
    private final List<ReadyCheck> checks;
    private final Telling telling;
    private final List<TellStream> streams;
    private Optional<Running> running = Optional.empty();

    private record Running(HttpServer server, ExecutorService threads) {}

    /// A server that will listen on `endpoint` and shows what is in `registry`.
    public AdminServer(
            Endpoint endpoint,
            PrometheusMeterRegistry registry,
            List<ReadyCheck> checks,
            Telling telling) {
        this(endpoint, registry, checks, telling, List.of());
    }

    /// The same with what may be of any length.
    public AdminServer(
            Endpoint endpoint,
            PrometheusMeterRegistry registry,
            List<ReadyCheck> checks,
            Telling telling,
            List<TellStream> streams) {
        this.streams = List.copyOf(streams);
        this.endpoint = endpoint;
        this.telling = telling;
        this.registry = registry;
        this.checks = List.copyOf(checks);
    }

    @Override
    public String name() {
        return "admin server";
    }

    @Override
    public synchronized void start() throws IOException {
        telling.start();
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
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            Optional<TellStream> stream =
                    streams.stream().filter(s -> path.startsWith(s.path())).findFirst();
            if (stream.isPresent()) {
                new Streaming(stream.get(), telling).answer(exchange);
            } else if (path.startsWith(Telling.PATH)) {
                told(exchange, method, path.substring(Telling.PATH.length()));
            } else if (method.equals("GET") || method.equals("HEAD")) {
                send(exchange, of(path), method.equals("GET"));
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, HttpAnswer.json(405, "{\"error\":\"GET and HEAD only\"}"), true);
            }
        } catch (RuntimeException e) {
            log.error("admin request failed", e);
        }
    }

    private void told(HttpExchange exchange, String method, String command) throws IOException {
        if (!method.equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            send(exchange, HttpAnswer.json(405, "{\"error\":\"POST only\"}"), true);
            return;
        }
        Headers headers = exchange.getRequestHeaders();
        HttpAnswer answer =
                telling.answer(
                        new Telling.Request(
                                Optional.ofNullable(headers.getFirst("Authorization")),
                                Optional.ofNullable(headers.getFirst("Accept")),
                                command,
                                exchange.getRequestBody()));
        if (answer.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer"); // RFC 6750 3
        }
        send(exchange, answer, true);
    }

    private HttpAnswer of(String path) {
        return switch (path) {
            case "/health" -> HttpAnswer.json(200, "{\"status\":\"up\"}");
            case "/ready" -> ready();
            case "/metrics" ->
                    new HttpAnswer(
                            200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
            default -> HttpAnswer.json(404, "{\"error\":\"no such page\"}");
        };
    }

    private HttpAnswer ready() {
        List<String> failing =
                checks.stream().filter(check -> !passes(check)).map(ReadyCheck::name).toList();
        if (failing.isEmpty()) {
            return HttpAnswer.json(200, "{\"status\":\"ready\",\"failing\":[]}");
        }
        String names = failing.stream().map(Told::quoted).collect(Collectors.joining(","));
        return HttpAnswer.json(503, "{\"status\":\"not ready\",\"failing\":[" + names + "]}");
    }

    private boolean passes(ReadyCheck check) {
        try {
            return check.passes().getAsBoolean();
        } catch (RuntimeException e) {
            log.error("the ready check {} failed", check.name(), e);
            return false;
        }
    }

    static void send(HttpExchange exchange, HttpAnswer answer, boolean withBody)
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
