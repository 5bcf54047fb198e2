package org.tohost.common.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Eventually;
import org.tohost.common.testing.Ports;
import org.tohost.common.testing.TestCa;
import org.tohost.common.testing.TestIssuer;
import org.tohost.common.tls.PemFiles;
import org.tohost.common.tls.SelfSigned;
import org.tohost.common.tls.TlsIdentity;

/// What a server can do to whoever asks it.
final class HttpAskTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir Path folder;

    private static String ask(String url, List<X509Certificate> authorities, Duration limit) {
        try (HttpAsk http = new HttpAsk(authorities, limit)) {
            return http.ask(HttpRequest.newBuilder(URI.create(url)).build());
        }
    }

    private static String why(String url, List<X509Certificate> authorities, Duration limit) {
        return assertThrows(Failure.Unavailable.class, () -> ask(url, authorities, limit))
                .getMessage();
    }

    private static String why(String url) {
        return why(url, List.of(), LIMIT);
    }

    @Test
    void believesOnlyServersThatAreCertified() throws Exception {
        TlsIdentity identity = TestCa.create(folder).publicIdentity();
        var trusted = PemFiles.certificates(folder.resolve("public.crt"));
        try (TestIssuer issuer = TestIssuer.tls(identity).says(200, "hello")) {
            assertEquals("hello", ask(issuer.url("https", "localhost"), trusted, LIMIT));
            assertEquals("hello", ask(issuer.url("https", "127.0.0.1"), trusted, LIMIT));
            assertTrue(why(issuer.url("https", "localhost")).contains("SSLHandshake"));
            assertEquals(2, issuer.questions().size());
        }
    }

    @Test
    void believesOnlyServersOfTheRightName() throws Exception {
        Path certificate = folder.resolve("other.crt");
        Path key = folder.resolve("other.key");
        SelfSigned.create(List.of("other.example.net"), certificate, key, Clock.systemUTC());
        try (TestIssuer issuer = TestIssuer.tls(TlsIdentity.load(certificate, key))) {
            String why =
                    why(
                            issuer.url("https", "localhost"),
                            PemFiles.certificates(certificate),
                            LIMIT);
            assertTrue(why.contains("SSLHandshake"), why);
            assertEquals(List.of(), issuer.questions());
        }
    }

    @Test
    void waitsForSlowServers() throws Exception {
        TlsIdentity identity = TestCa.create(folder).publicIdentity();
        var trusted = PemFiles.certificates(folder.resolve("public.crt"));
        try (TestIssuer issuer = TestIssuer.tls(identity).fallsSilent()) {
            CompletableFuture<String> coming =
                    CompletableFuture.supplyAsync(
                            () -> ask(issuer.url("https", "localhost"), trusted, LIMIT));
            Eventually.holds("a question", () -> !issuer.questions().isEmpty());
            issuer.says(200, "hello");
            assertEquals("hello", coming.join());
        }
    }

    @Test
    void goesNowhereElse() throws Exception {
        try (TestIssuer issuer = TestIssuer.plain();
                TestIssuer elsewhere = TestIssuer.plain().says(200, "hello")) {
            issuer.redirects(elsewhere.url());
            assertTrue(why(issuer.url()).endsWith("HTTP 302"));
            assertEquals(List.of(), elsewhere.questions());
        }
    }

    @Test
    void waitsForNobodyForLong() throws Exception {
        try (TestIssuer issuer = TestIssuer.plain().fallsSilent()) {
            String why = why(issuer.url(), List.of(), Duration.ofMillis(100));
            assertTrue(why.endsWith("no answer within 100 ms"), why);
        }
    }

    @Test
    void readsNoEndlessAnswer() throws Exception {
        try (TestIssuer issuer = TestIssuer.plain().says(200, "x".repeat(1 << 20))) {
            why(issuer.url());
        }
    }

    @Test
    void asksAgainWhereAConnectionBreaks() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        for (String reply : List.of("", answer)) {
                            reply(server, reply);
                        }
                    });
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
            try (HttpAsk http = new HttpAsk(List.of(), LIMIT)) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(url))
                                .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                                .build();
                assertEquals("hello", http.ask(request));
            }
        }
    }

    private static void reply(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean end = false;
            while (!end) {
                end = lines.readLine().isEmpty();
            }
            lines.skip(3);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysSoIfNobodyIsThere() throws Exception {
        why("http://127.0.0.1:" + Ports.free() + "/");
    }
}
