package org.tohost.common.metrics;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.TellStream;

/// One request to a [TellStream].
final class Streaming {
    private static final int BUFFER = 64 * 1024;

    private final TellStream stream;
    private final Telling telling;
    private Optional<OutputStream> begun = Optional.empty();

    Streaming(TellStream stream, Telling telling) {
        this.stream = stream;
        this.telling = telling;
    }

    /// Answers with 401 without the token, with 400 what is not understood, with 503 what cannot be
    /// done now; an answer that has begun and cannot go on is cut off.
    void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!telling.admits(Optional.ofNullable(authorization))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer"); // RFC 6750 3
            refuse(exchange, 401, "the token is missing or wrong");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            refuse(exchange, 405, "POST only");
        } else {
            run(exchange);
        }
    }

    private void run(HttpExchange exchange) throws IOException {
        String argument = exchange.getRequestURI().getPath().substring(stream.path().length());
        try (InputStream in = exchange.getRequestBody()) {
            stream.run(argument, in, () -> begin(exchange));
            for (OutputStream out : begun.stream().toList()) {
                out.close();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (Failure e) {
            if (begun.isPresent()) {
                throw new IOException("an answer could not be ended", e);
            }
            refuse(exchange, e instanceof Failure.Syntax ? 400 : 503, e.getMessage());
        }
    }

    private OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER);
        begun = Optional.of(out);
        return out;
    }

    private static void refuse(HttpExchange exchange, int status, String text) throws IOException {
        AdminServer.send(exchange, HttpAnswer.text(status, text + "\n"), true);
    }
}
