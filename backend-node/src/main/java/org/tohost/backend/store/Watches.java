package org.tohost.backend.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who wants to hear of changes. Any thread.
final class Watches<K> {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final Map<K, List<Registration>> registrations = new ConcurrentHashMap<>();

    /// One registration: equal only to itself.
    private static final class Registration {
        private final Runnable changed;

        private Registration(Runnable changed) {
            this.changed = changed;
        }
    }

    Watch add(K key, Runnable changed) {
        Registration registration = new Registration(changed);
        registrations.compute(
                key,
                (_, present) -> {
                    List<Registration> all =
                            present == null ? new CopyOnWriteArrayList<>() : present;
                    all.add(registration);
                    return all;
                });
        return () ->
                registrations.computeIfPresent(
                        key,
                        (_, all) -> {
                            all.remove(registration);
                            return all.isEmpty() ? null : all;
                        });
    }

    void call(K key) {
        for (Registration registration : registrations.getOrDefault(key, List.of())) {
            try {
                registration.changed.run();
            } catch (RuntimeException e) {
                LOG.error("A watch of {} failed", key, e);
            }
        }
    }
}
