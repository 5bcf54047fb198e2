package org.tohost.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.tohost.common.tls.MutualTls;
import org.tohost.common.tls.TlsIdentity;

/// An HTTP server on loopback that gives out keys or tells about tokens, as a test wants it. Any
/// thread.
public final class TestIssuer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile String location = "";

    private TestIssuer(HttpServer server) {
        this.server = server;
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", this::handle);
        server.start();
    }

    /// {@return one that speaks in clear text}
    public static TestIssuer plain() throws IOException {
        return new TestIssuer(HttpServer.create(here(), 0));
    }

    /// {@return one that speaks TLS and shows this}
    public static TestIssuer tls(TlsIdentity identity) throws IOException {
        HttpsServer server = HttpsServer.create(here(), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(MutualTls.client(Optional.empty(), Optional.of(identity))));
        return new TestIssuer(server);
    }

    private static InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String credentials = exchange.getRequestHeaders().getFirst("Authorization");
            questions.add((credentials + " " + body).strip());
            await(mayAnswer);
            byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().add("Location", location);
            }
            exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    private void await(CountDownLatch event) {
        try {
            event.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// {@return its address, in clear text}
    public String url() {
        return url("http", "127.0.0.1");
    }

    /// {@return its address by this host name}
    public String url(String scheme, String host) {
        return scheme + "://" + host + ":" + server.getAddress().getPort() + "/it";
    }

    /// Answers so from now on.
    public TestIssuer says(int code, String text) {
        status = code;
        answer = text;
        location = "";
        mayAnswer.countDown();
        mayAnswer = new CountDownLatch(0);
        return this;
    }

    /// Sends whoever asks elsewhere from now on.
    public TestIssuer redirects(String elsewhere) {
        says(302, "");
        location = elsewhere;
        return this;
    }

    /// Answers nothing from now on, until it [says][#says] something.
    public TestIssuer fallsSilent() {
        mayAnswer = new CountDownLatch(1);
        return this;
    }

    /// {@return credentials and body of each question so far}
    public List<String> questions() {
        return questions;
    }

    @Override
    public void close() {
        mayAnswer.countDown();
        server.stop(0);
    }
}
