package org.tohost.proxy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// When which back-end is asked next: each at the first call, then after the interval, a fifth
/// shorter or longer by chance, so that the probes of many proxies do not come together. Pure; one
/// thread at a time.
public final class ProbeTimes {
    private final Duration interval;
    private final RandomGenerator random;
    private final Map<BackendService, Instant> next = new HashMap<>();

    /// Times at this interval, on average.
    public ProbeTimes(Duration interval, RandomGenerator random) {
        this.interval = interval;
        this.random = random;
    }

    /// {@return those of `all` whose time has come; they have it again an interval later}
    public List<BackendService> due(Collection<BackendService> all, Instant now) {
        next.keySet().retainAll(new HashSet<>(all));
        List<BackendService> due = new ArrayList<>();
        for (BackendService place : all) {
            if (!now.isBefore(next.getOrDefault(place, Instant.MIN))) {
                due.add(place);
                next.put(place, now.plus(jittered()));
            }
        }
        return due;
    }

    private Duration jittered() {
        return Duration.ofMillis(Math.round(interval.toMillis() * random.nextDouble(0.8, 1.2)));
    }
}
