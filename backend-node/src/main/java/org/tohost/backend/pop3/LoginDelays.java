package org.tohost.backend.pop3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Who logged in when, as long as it matters (RFC 2449 6.5). Forgotten when the node stops. Any
/// thread.
final class LoginDelays {
    private static final int SWEEP = 1000;

    private final Duration delay;
    private final Clock clock;
    private final Map<UserId, Instant> last = new ConcurrentHashMap<>();
    private volatile int sweepAt = SWEEP;

    LoginDelays(Duration delay, Clock clock) {
        this.delay = delay;
        this.clock = clock;
    }

    /// The user logs in now.
    ///
    /// @throws Failure.Refused (TOO_SOON) if the last time was less than the delay ago
    void login(UserId user) {
        if (delay.isZero()) {
            return;
        }
        Instant now = clock.instant();
        last.compute(
                user,
                (_, before) -> {
                    if (before != null && isRunning(before, now)) {
                        throw new Failure.Refused(Refusal.TOO_SOON, "last login at " + before);
                    }
                    return now;
                });
        sweep(now);
    }

    /// {@return how many logins are remembered}
    int size() {
        return last.size();
    }

    /// A clock that was put back ends all delays.
    private boolean isRunning(Instant login, Instant now) {
        return !now.isBefore(login) && now.isBefore(login.plus(delay));
    }

    private void sweep(Instant now) {
        if (last.size() >= sweepAt) {
            last.values().removeIf(login -> !isRunning(login, now));
            sweepAt = Math.max(SWEEP, 2 * last.size());
        }
    }
}
