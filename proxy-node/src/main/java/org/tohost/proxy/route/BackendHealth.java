package org.tohost.proxy.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tohost.common.domain.NodeId;

/// Which back-ends answered lately. One that did not is left alone for a while if another will do.
/// Any thread.
public final class BackendHealth {
    private final ConcurrentMap<NodeId, Instant> shunnedUntil = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration penalty;

    /// A back-end that does not answer is shunned for `penalty`.
    public BackendHealth(Clock clock, Duration penalty) {
        this.clock = clock;
        this.penalty = penalty;
    }

    /// {@return false if it did not answer a short while ago}
    public boolean isHealthy(NodeId node) {
        Instant until = shunnedUntil.get(node);
        return until == null || !clock.instant().isBefore(until);
    }

    /// It has answered.
    void answered(NodeId node) {
        shunnedUntil.remove(node);
    }

    /// It could not be reached, said nothing, or said that it does not serve.
    void silent(NodeId node) {
        shunnedUntil.put(node, clock.instant().plus(penalty));
    }
}
