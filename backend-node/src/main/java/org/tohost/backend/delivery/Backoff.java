package org.tohost.backend.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: `first`, doubled at each further one up to `max`, each
/// time up to a fifth shorter or longer, so that what failed together does not come back together.
record Backoff(Duration first, Duration max, RandomGenerator random) {
    /// {@return the pause after this many tries, at least one}
    Duration after(int tries) {
        int doublings = Math.min(Math.max(0, tries - 1), 30);
        long full = Math.min(first.toMillis() << doublings, max.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(full * random.nextDouble(0.8, 1.2))));
    }
}
