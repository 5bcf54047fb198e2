package org.tohost.common.oauth;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tohost.common.failure.Failure;
import org.tohost.common.tls.MutualTls;

/// Questions to HTTP servers, so many at a time, whose answers must come in time and may not be
/// large. Redirections are not followed: a token goes where the settings say, and nowhere else. Any
/// thread; blocks.
final class HttpAsk implements AutoCloseable {
    private static final long LARGEST = 256 * 1024;
    private static final int AT_ONCE = 64;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final HttpClient client;
    private final Duration limit;

    /// Questions to servers that these authorities certify; without any, those that the Java
    /// runtime trusts. `limit` is the time for each, all in all.
    HttpAsk(List<X509Certificate> authorities, Duration limit) {
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limit)
                        .executor(task -> Thread.ofVirtual().name("http-client").start(task))
                        .sslContext(MutualTls.client(authorities))
                        .sslParameters(MutualTls.clientParameters())
                        .build();
        this.limit = limit;
    }

    /// {@return the text of the answer 200}
    ///
    /// @throws Failure.Unavailable if there is no such answer
    String ask(HttpRequest request) {
        try {
            if (!places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable(request, "too many questions at once");
            }
            try {
                return answer(request);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(request, "interrupted");
        }
    }

    private String answer(HttpRequest request) throws InterruptedException {
        // not sendAsync, which gives its answers on a pool that belongs to everybody
        FutureTask<HttpResponse<byte[]>> coming = new FutureTask<>(() -> send(request));
        Thread.ofVirtual().name("http-ask").start(coming);
        try {
            HttpResponse<byte[]> response = coming.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw unavailable(request, "HTTP " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (ExecutionException e) {
            throw unavailable(request, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw unavailable(request, "no answer within " + limit.toMillis() + " ms");
        } finally {
            coming.cancel(true);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse.BodyHandler<byte[]> bounded =
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST);
        try {
            return client.send(request, bounded);
        } catch (IOException e) {
            // a connection that was kept may have been closed by the server in that very moment
            return client.send(request, bounded);
        }
    }

    private static Failure.Unavailable unavailable(HttpRequest request, String why) {
        return new Failure.Unavailable(request.uri() + ": " + why);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
