package org.tohost.proxy.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.metrics.Meters;

/// The circuits of all back-ends that a session or a probe has been at. Each change of state is
/// logged once. Any thread.
public final class BackendHealth {
    private static final Logger LOG = LoggerFactory.getLogger(BackendHealth.class);

    /// After so long without a session a back-end is forgotten that the settings do not name.
    private static final Duration MEMORY = Duration.ofHours(1);

    private final ConcurrentMap<BackendService, Circuit> circuits = new ConcurrentHashMap<>();
    private final ConcurrentMap<BackendService, Instant> used = new ConcurrentHashMap<>();
    private volatile Set<BackendService> named = Set.of();
    private final Clock clock;
    private final Circuit.Rules rules;
    private final Meters meters;

    /// Circuits by these rules.
    public BackendHealth(Clock clock, Circuit.Rules rules, Meters meters) {
        this.clock = clock;
        this.rules = rules;
        this.meters = meters;
    }

    /// {@return false if it failed a short while ago, or its circuit is open: others are better}
    public boolean isWell(BackendService place) {
        return circuits.getOrDefault(place, Circuit.Closed.WELL).isWell(clock.instant());
    }

    /// {@return false if its circuit is open}
    public boolean isClosed(BackendService place) {
        return circuits.getOrDefault(place, Circuit.Closed.WELL).isClosed();
    }

    /// {@return true if a connection may be made to it now; the outcome is to be told. While its
    /// circuit is open, one is let in after each pause}
    public boolean admits(BackendService place) {
        used.put(place, clock.instant());
        Circuit circuit = of(place);
        while (true) {
            Instant now = clock.instant();
            if (!circuit.admits(now)) {
                return false;
            }
            if (circuits.replace(place, circuit, circuit.entered(now, rules))) {
                return true;
            }
            circuit = of(place);
        }
    }

    /// It has answered as a back-end should.
    public void answered(BackendService place) {
        Circuit before = of(place);
        while (!before.equals(Circuit.Closed.WELL)
                && !circuits.replace(place, before, Circuit.Closed.WELL)) {
            before = of(place);
        }
        switch (before) {
            case Circuit.Open open -> servesAgain(place, open.since());
            case Circuit.Trial trial -> servesAgain(place, trial.since());
            case Circuit.Closed _ -> {}
        }
    }

    /// One that was let in is gone before it knew: its place is free for the next.
    public void left(BackendService place) {
        circuits.computeIfPresent(place, (_, circuit) -> circuit.left(clock.instant()));
    }

    /// Keeps these, which the settings name, and what sessions have used of late. {@return those
    /// that are forgotten}
    public List<BackendService> retain(Collection<BackendService> those) {
        named = Set.copyOf(those);
        Instant since = clock.instant().minus(MEMORY);
        List<BackendService> forgotten =
                circuits.keySet().stream()
                        .filter(place -> !named.contains(place))
                        .filter(place -> used.getOrDefault(place, Instant.MIN).isBefore(since))
                        .toList();
        forgotten.forEach(circuits::remove);
        forgotten.forEach(used::remove);
        return forgotten;
    }

    /// It has failed, and no user can be blamed for it; `why` is for the log.
    public void failed(BackendService place, Witness witness, String why) {
        Circuit.Fault fault = new Circuit.Fault(clock.instant(), witness, why);
        Circuit before;
        Circuit after;
        do {
            before = of(place);
            after = before.after(fault, rules);
        } while (!circuits.replace(place, before, after));
        if (before.isClosed() && !after.isClosed()) {
            LOG.warn(
                    "{} does not serve, {} failures in a row, the last: {}. Until it answers again,"
                            + " users are turned away at once and mail goes to others; it is tried"
                            + " every {} s",
                    place,
                    rules.faults(),
                    why,
                    rules.pause().toSeconds());
        }
    }

    /// {@return all circuits, in the order of the back-ends' names}
    public SortedMap<BackendService, Circuit> circuits() {
        SortedMap<BackendService, Circuit> sorted = new TreeMap<>(BackendService.BY_NAME);
        sorted.putAll(circuits);
        return sorted;
    }

    /// {@return false if the circuits of all that the settings name are open}
    public boolean anyServes() {
        Set<BackendService> those = named;
        return those.isEmpty() || those.stream().anyMatch(this::isClosed);
    }

    private void servesAgain(BackendService place, Instant since) {
        Duration down = Duration.between(since, clock.instant());
        LOG.info("{} serves again, after {} s", place, down.toSeconds());
    }

    private Circuit of(BackendService place) {
        Circuit known = circuits.get(place);
        return known != null
                ? known
                : circuits.computeIfAbsent(
                        place,
                        fresh -> {
                            meters.gaugeBackend(
                                    fresh.node().name(), fresh.service(), () -> isClosed(fresh));
                            return Circuit.Closed.WELL;
                        });
    }
}
