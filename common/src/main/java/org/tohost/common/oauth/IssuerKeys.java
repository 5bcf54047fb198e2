package org.tohost.common.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tohost.common.failure.Failure;

/// The public keys of an issuer, as it publishes them (RFC 7517 5). They are read when they are
/// first needed, again when they are old, and again for a key that is not among them; by one thread
/// at a time, and with a pause in between, however many ask. While the issuer does not answer, keys
/// that were read stay good for an hour. Any thread; blocks.
final class IssuerKeys {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ReentrantLock reading = new ReentrantLock();
    private final URI url;
    private final HttpAsk http;
    private final Clock clock;
    private volatile @Nullable Kept kept;
    private Instant ended = Instant.MIN;

    /// Keys that were read; by the first reading, the second, and so on.
    private record Kept(JWKSet keys, int reading, Instant time) {}

    IssuerKeys(URI url, HttpAsk http, Clock clock) {
        this.url = url;
        this.http = http;
        this.clock = clock;
    }

    /// {@return the keys that may fit; none if the issuer has none, as it says now}
    ///
    /// @throws Failure.Unavailable if it does not answer, or was asked a moment ago
    List<JWK> find(JWKSelector wanted) {
        Instant asked = clock.instant();
        Kept current = current();
        List<JWK> found = wanted.select(current.keys());
        return found.isEmpty() && current.time().isBefore(asked)
                ? wanted.select(readAfter(current.reading()).keys())
                : found;
    }

    private Kept current() {
        Kept seen = kept;
        if (seen == null) {
            return readAfter(0);
        }
        if (isYounger(seen, FRESH)) {
            return seen;
        }
        if (isYounger(seen, USABLE)) {
            return renewed(seen);
        }
        return readAfter(seen.reading());
    }

    /// Newer keys, or these if they cannot be had at once.
    private Kept renewed(Kept old) {
        if (reading.isLocked()) {
            return old;
        }
        try {
            return readAfter(old.reading());
        } catch (Failure.Unavailable e) {
            return old;
        }
    }

    private boolean isYounger(Kept keys, Duration age) {
        return clock.instant().isBefore(keys.time().plus(age));
    }

    /// Keys of a later reading than this, perhaps meanwhile by another thread.
    private Kept readAfter(int last) {
        reading.lock();
        try {
            Kept current = kept;
            if (current != null && current.reading() > last) {
                return current;
            }
            if (clock.instant().isBefore(ended.plus(PAUSE))) {
                throw new Failure.Unavailable(url + ": was asked for its keys a moment ago");
            }
            Kept fresh = new Kept(read(), last + 1, clock.instant());
            kept = fresh;
            return fresh;
        } finally {
            reading.unlock();
        }
    }

    private JWKSet read() {
        try {
            String text =
                    http.ask(
                            HttpRequest.newBuilder(url)
                                    .header("Accept", "application/json")
                                    .build());
            JWKSet keys = JWKSet.parse(text).toPublicJWKSet();
            if (keys.isEmpty()) {
                throw new Failure.Unavailable(url + ": no public key there");
            }
            return keys;
        } catch (ParseException e) {
            throw new Failure.Unavailable(url + ": no key set there");
        } finally {
            ended = clock.instant();
        }
    }
}
