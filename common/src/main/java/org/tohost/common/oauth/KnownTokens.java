package org.tohost.common.oauth;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;

/// Whose the good tokens are that were tested a short while ago; never longer than they are good.
/// What is kept of a token is its hash with a salt that only this object knows. Any thread.
final class KnownTokens {
    private static final String HMAC = "HmacSHA256";
    private static final int MOST = 10_000;

    /// The one that was used longest ago comes first.
    private final SequencedMap<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private final SecretKeySpec salt;
    private final Duration time;
    private final Clock clock;

    private record Known(LoginName user, Instant until) {}

    /// Keeps tokens for this time; none if it is zero.
    KnownTokens(Duration time, Clock clock, RandomGenerator random) {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        this.salt = new SecretKeySpec(octets, HMAC);
        this.time = time;
        this.clock = clock;
    }

    /// {@return whose token it is, if that is known}
    Optional<LoginName> user(Secret token) {
        if (time.isZero()) {
            return Optional.empty();
        }
        String key = hash(token);
        synchronized (known) {
            Known found = known.get(key);
            if (found == null) {
                return Optional.empty();
            }
            if (found.until().isAfter(clock.instant())) {
                return Optional.of(found.user());
            }
            known.remove(key);
            return Optional.empty();
        }
    }

    /// This token has just been tested and is good.
    void add(Secret token, Grant grant) {
        Instant now = clock.instant();
        Instant until = now.plus(time);
        Instant end = grant.end().filter(until::isAfter).orElse(until);
        if (end.isAfter(now)) {
            String key = hash(token);
            synchronized (known) {
                known.put(key, new Known(grant.user(), end));
                if (known.size() > MOST) {
                    known.pollFirstEntry();
                }
            }
        }
    }

    private String hash(Secret token) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(salt);
            return Base64.getEncoder().encodeToString(mac.doFinal(token.octets()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
