package org.tohost.proxy.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tohost.common.domain.Service;

/// What clients are told before the login that they will find behind it: what the settings say; if
/// they say nothing, what all healthy back-ends announce; while none has been asked, what our own
/// back-ends can do. Any thread.
public final class Offers {
    private final Function<Service, List<String>> configured;
    private final Predicate<BackendService> serves;
    private final SortedMap<BackendService, List<String>> heard =
            new TreeMap<>(BackendService.BY_NAME);
    private final ConcurrentMap<Service, List<String>> common = new ConcurrentHashMap<>();

    /// Offers to this effect.
    ///
    /// @param configured the list in the settings, empty if there is none
    /// @param serves whether a back-end counts
    public Offers(Function<Service, List<String>> configured, Predicate<BackendService> serves) {
        this.configured = configured;
        this.serves = serves;
    }

    /// {@return what to tell clients of this service, an item a capability}
    public List<String> of(Service service) {
        List<String> fixed = configured.apply(service);
        return fixed.isEmpty()
                ? Optional.ofNullable(common.get(service))
                        .orElseGet(() -> Dialect.of(service).unasked())
                : fixed;
    }

    /// A back-end has announced these.
    public synchronized void heard(BackendService place, List<String> items) {
        heard.put(place, List.copyOf(items));
        refresh(place.service());
    }

    /// A back-end that is known no more.
    public synchronized void forget(BackendService place) {
        heard.remove(place);
        refresh(place.service());
    }

    /// Leaves those out that serve no more. If none is left, what was last said holds on.
    public synchronized void refresh(Service service) {
        List<List<String>> lists = new ArrayList<>();
        for (Map.Entry<BackendService, List<String>> entry : heard.entrySet()) {
            if (entry.getKey().service() == service && serves.test(entry.getKey())) {
                lists.add(entry.getValue());
            }
        }
        if (!lists.isEmpty()) {
            common.put(service, Announced.byAll(service, lists));
        }
    }
}
