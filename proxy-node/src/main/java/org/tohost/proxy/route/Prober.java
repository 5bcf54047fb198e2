package org.tohost.proxy.route;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tohost.common.domain.Service;
import org.tohost.proxy.health.BackendHealth;
import org.tohost.proxy.health.BackendService;
import org.tohost.proxy.health.Offers;
import org.tohost.proxy.health.ProbeTimes;

/// Asks the back-ends, again and again, whether they serve and what they can do: those that the
/// settings call by their whole names, and those that sessions have been brought to.
public final class Prober {
    private final Set<Service> services;
    private final Sources sources;
    private final ProbeTimes times;
    private final Clock clock;

    /// Where it gets its back-ends from, and whom it tells.
    public record Sources(
            Router router, BackendConnector connector, BackendHealth health, Offers offers) {}

    /// A prober of these services.
    public Prober(Collection<Service> services, Sources sources, ProbeTimes times, Clock clock) {
        this.services = Set.copyOf(services);
        this.sources = sources;
        this.times = times;
        this.clock = clock;
    }

    /// Asks those whose time has come; to be called every second or so, by one thread at a time.
    /// Does not block.
    public synchronized void tick() {
        keep();
        for (BackendService place : times.due(places(), clock.instant())) {
            sources.router().route(place.service(), place.node()).ifPresent(this::probe);
        }
    }

    /// To be called every second or so, by one thread at a time, where nobody is asked: forgets
    /// whom neither the settings name nor sessions want.
    public synchronized void keep() {
        sources.health().retain(named()).forEach(sources.offers()::forget);
    }

    private void probe(Route route) {
        BackendService place = route.place();
        sources.connector()
                .probe(
                        route,
                        answer ->
                                answer.ifPresentOrElse(
                                        items -> sources.offers().heard(place, items),
                                        () -> sources.offers().refresh(place.service())));
    }

    private Set<BackendService> places() {
        Set<BackendService> places = named();
        places.addAll(sources.health().circuits().keySet());
        return places;
    }

    private Set<BackendService> named() {
        Set<BackendService> places = new LinkedHashSet<>();
        for (Service service : services) {
            List<Route> routes = sources.router().named(service);
            routes.forEach(route -> places.add(route.place()));
        }
        return places;
    }
}
