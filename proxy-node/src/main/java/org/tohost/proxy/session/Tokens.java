package org.tohost.proxy.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.TokenCheck;
import org.tohost.common.domain.Secret;
import org.tohost.common.metrics.Meters;
import org.tohost.common.net.Blocking;

/// Tests of tokens as event loops ask for them: each on a virtual thread, its outcome back on the
/// event loop. A bug in the test is an outage to the client.
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final Blocking blocking = new Blocking("token");
    private final TokenCheck check;
    private final Meters meters;
    private final Clock clock;

    /// A way to this test.
    public Tokens(TokenCheck check, Meters meters, Clock clock) {
        this.check = check;
        this.meters = meters;
        this.clock = clock;
    }

    /// Tests a token.
    void test(Executor eventLoop, Secret token, Consumer<TokenCheck.Verdict> done) {
        Instant begun = clock.instant();
        blocking.call(
                eventLoop,
                () -> {
                    TokenCheck.Verdict verdict = check.test(token);
                    meters.token(outcome(verdict), Duration.between(begun, clock.instant()));
                    return verdict;
                },
                done,
                e -> {
                    LOG.error("the test of a token failed", e);
                    done.accept(new TokenCheck.Verdict.Unavailable("defect"));
                });
    }

    private static String outcome(TokenCheck.Verdict verdict) {
        return switch (verdict) {
            case TokenCheck.Verdict.Good _ -> "good";
            case TokenCheck.Verdict.Bad _ -> "bad";
            case TokenCheck.Verdict.Unavailable _ -> "unavailable";
        };
    }
}
