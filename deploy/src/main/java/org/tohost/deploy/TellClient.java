package org.tohost.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.tohost.common.config.Endpoint;
import org.tohost.common.tell.TellToken;

/// Tells the node something that listens at `admin` and keeps its token in `home`.
record TellClient(Endpoint admin, Path home) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final Set<String> EVERYWHERE = Set.of("*", "0.0.0.0", "::");

    /// What the node answered.
    record Answer(int status, String body) {}

    /// {@return the answer, in JSON or as text}
    ///
    /// @throws IOException in words for operators, if there is none
    Answer tell(String command, List<String> arguments, boolean json)
            throws IOException, InterruptedException {
        String token = token();
        try (HttpClient client = http()) {
            HttpResponse<String> response =
                    client.send(
                            request(command, arguments, token, json),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 401) {
                throw stranger();
            }
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw silence(e);
        }
    }

    /// {@return what connects to nodes}
    static HttpClient http() {
        return HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    /// Sends something of any length to a path, in whatever time it takes.
    ///
    /// @return the answer, which has to be closed; it fails if it is cut off
    /// @throws IOException in words for operators, if there is none or it is a refusal
    InputStream stream(HttpClient http, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    http.send(
                            request(encodedPath(path), token()).POST(body).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (InputStream refusal = response.body()) {
                String words = new String(refusal.readAllBytes(), StandardCharsets.UTF_8).strip();
                throw response.statusCode() == 401 ? stranger() : new IOException(words);
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw silence(e);
        }
    }

    private static String encodedPath(String path) {
        return encoded(path).replace("%2F", "/");
    }

    private IOException stranger() {
        return new IOException(
                "the node at "
                        + here()
                        + " has another token than "
                        + home
                        + " holds: are these its settings?");
    }

    private IOException silence(IOException cause) {
        return new IOException("no node answers at " + here() + ": is it running?", cause);
    }

    private String token() throws IOException {
        Path file = home.resolve(TellToken.FILE);
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file: has the node been started?", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": only the user that the node runs as may read it", e);
        }
    }

    private HttpRequest request(
            String command, List<String> arguments, String token, boolean json) {
        return request("/tell/" + encoded(command), token)
                .timeout(ANSWER)
                .header("Accept", json ? "application/json" : "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", arguments)))
                .build();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://" + here() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// A node that listens on all addresses is asked on loopback.
    private Endpoint here() {
        return EVERYWHERE.contains(admin.host()) ? new Endpoint("127.0.0.1", admin.port()) : admin;
    }
}
