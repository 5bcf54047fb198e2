package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The delivery ids of a user's last deliveries with the answers that were given, so that a
/// hand-over that is repeated gets the old answer and makes no second copy. Remembers at least the
/// last [#REMEMBERED]. Immutable; a changed one shares all but its newest part.
public final class DeliveryIds {
    /// How many deliveries are remembered at least.
    public static final int REMEMBERED = 10_000;

    /// No deliveries.
    public static final DeliveryIds NONE = new DeliveryIds(List.of());

    private static final int PART = 250;

    private final List<Map<String, Appended>> parts; // the newest last

    private DeliveryIds(List<Map<String, Appended>> parts) {
        this.parts = parts;
    }

    /// {@return what was answered when this was delivered}
    public Optional<Appended> find(String deliveryId) {
        for (Map<String, Appended> part : parts.reversed()) {
            Appended answer = part.get(deliveryId);
            if (answer != null) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /// {@return these and one more}
    DeliveryIds plus(String deliveryId, Appended answer) {
        List<Map<String, Appended>> all = new ArrayList<>(parts);
        if (all.isEmpty() || all.getLast().size() == PART) {
            all.add(Map.of());
        }
        Map<String, Appended> newest = new HashMap<>(all.removeLast());
        newest.put(deliveryId, answer);
        all.add(newest);
        if ((all.size() - 1) * PART > REMEMBERED) {
            all.removeFirst();
        }
        return new DeliveryIds(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeliveryIds that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }
}
