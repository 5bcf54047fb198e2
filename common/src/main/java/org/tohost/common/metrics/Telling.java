package org.tohost.common.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.tell.TellDesk;
import org.tohost.common.tell.TellToken;
import org.tohost.common.tell.Told;

/// Commands by HTTP: `POST /tell/COMMAND` with `Authorization: Bearer TOKEN`, the arguments one a
/// line in the body. The answer is text, or JSON for whoever accepts that alone.
///
/// Without the token nobody learns even which commands there are: 401. What is not understood is
/// answered with 400, what cannot be done now with 503. Any thread.
public final class Telling {
    /// Where commands go.
    public static final String PATH = "/tell/";

    private static final int LONGEST_BODY = 64 * 1024;
    private static final String SCHEME = "Bearer ";

    private final TellDesk desk;
    private final Path home;
    private final RandomGenerator random;
    private volatile Optional<TellToken> token = Optional.empty();

    /// What the desk knows may be told by whoever reads the token in `home`.
    ///
    /// @param random a secure one
    public Telling(TellDesk desk, Path home, RandomGenerator random) {
        this.desk = desk;
        this.home = home;
        this.random = random;
    }

    /// A request as it came.
    record Request(
            Optional<String> authorization,
            Optional<String> accept,
            String command,
            InputStream body) {}

    /// Makes the token.
    ///
    /// @throws IOException if it cannot be written
    void start() throws IOException {
        token = Optional.of(TellToken.make(home, random));
    }

    HttpAnswer answer(Request request) throws IOException {
        boolean json = request.accept().filter("application/json"::equals).isPresent();
        if (!admits(request.authorization())) {
            return refusal(401, "the token is missing or wrong", json);
        }
        byte[] body = request.body().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return refusal(413, "the arguments are too long", json);
        }
        List<String> arguments = new String(body, StandardCharsets.UTF_8).lines().toList();
        return switch (desk.tell(request.command(), arguments)) {
            case TellDesk.Outcome.Done(Told told) ->
                    json ? HttpAnswer.json(200, told.json()) : HttpAnswer.text(200, told.text());
            case TellDesk.Outcome.NotUnderstood(String text) -> refusal(400, text, json);
            case TellDesk.Outcome.NotDone(String text) -> refusal(503, text, json);
        };
    }

    /// {@return true if this value of `Authorization` holds the token}
    boolean admits(Optional<String> authorization) {
        return authorization
                .filter(value -> value.startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()))
                .filter(given -> token.filter(t -> t.matches(given)).isPresent())
                .isPresent();
    }

    private static HttpAnswer refusal(int status, String text, boolean json) {
        return json
                ? HttpAnswer.json(status, Told.of("error", text).json())
                : HttpAnswer.text(status, text + "\n");
    }
}
