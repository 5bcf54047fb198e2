package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The delivery ids of a user's last [#REMEMBERED] deliveries with the answers that were given, so
/// that a hand-over that is repeated gets the old answer and makes no second copy. The newest are
/// here, the older ones in the index. Immutable; a changed one shares all but its newest part.
public final class DeliveryIds {
    /// How many deliveries are remembered.
    public static final int REMEMBERED = 10_000;

    /// No deliveries.
    static final DeliveryIds NONE = ofIndex(0, _ -> Optional.empty());

    private static final int PART = 100;

    private final long count;
    private final List<Map<String, Delivered>> parts; // in the order of the numbers
    private final Function<String, Optional<Delivered>> older;

    /// A delivery.
    ///
    /// @param number among the user's deliveries, from 1
    record Delivered(long number, Appended answer) {}

    private DeliveryIds(
            long count,
            List<Map<String, Delivered>> parts,
            Function<String, Optional<Delivered>> older) {
        this.count = count;
        this.parts = parts;
        this.older = older;
    }

    /// {@return so many deliveries, all of them to be looked up}
    static DeliveryIds ofIndex(long count, Function<String, Optional<Delivered>> older) {
        return new DeliveryIds(count, List.of(), older);
    }

    /// {@return how many deliveries there ever were}
    long count() {
        return count;
    }

    /// {@return what was answered when this was delivered}
    Optional<Appended> find(String deliveryId) {
        for (Map<String, Delivered> part : parts.reversed()) {
            Delivered delivered = part.get(deliveryId);
            if (delivered != null) {
                return remembered(Optional.of(delivered));
            }
        }
        return remembered(older.apply(deliveryId));
    }

    /// {@return these and one more}
    DeliveryIds plus(String deliveryId, Appended answer) {
        return plus(deliveryId, new Delivered(count + 1, answer));
    }

    /// {@return these and a later one}
    DeliveryIds plus(String deliveryId, Delivered delivered) {
        List<Map<String, Delivered>> all = new ArrayList<>(parts);
        if (all.isEmpty() || all.getLast().size() == PART) {
            all.add(Map.of());
        }
        Map<String, Delivered> newest = new LinkedHashMap<>(all.removeLast());
        newest.put(deliveryId, delivered);
        all.add(newest);
        if ((all.size() - 1) * PART > REMEMBERED) {
            all.removeFirst();
        }
        return new DeliveryIds(delivered.number(), all, older);
    }

    /// {@return these, of which all up to this number are to be looked up}
    DeliveryIds indexed(long number, Function<String, Optional<Delivered>> index) {
        List<Map<String, Delivered>> newer =
                parts.stream().filter(part -> highest(part) > number).toList();
        return new DeliveryIds(count, newer, index);
    }

    /// {@return those above this number that are still remembered, by id; none of them may be one
    /// that is to be looked up}
    Map<String, Delivered> since(long number) {
        long above = Math.max(number, count - REMEMBERED);
        Map<String, Delivered> newer = new LinkedHashMap<>();
        for (Map<String, Delivered> part : parts) {
            part.forEach((id, delivered) -> {
                if (delivered.number() > above) {
                    newer.put(id, delivered);
                }
            });
        }
        return newer;
    }

    /// {@return those that are here, by number}
    Map<Long, Kept.Delivery> inMemory() {
        Map<Long, Kept.Delivery> all = new HashMap<>();
        for (Map<String, Delivered> part : parts) {
            part.forEach((id, d) -> all.put(d.number(), new Kept.Delivery(id, d)));
        }
        return all;
    }

    private Optional<Appended> remembered(Optional<Delivered> delivered) {
        return delivered.filter(d -> d.number() > count - REMEMBERED).map(Delivered::answer);
    }

    private static long highest(Map<String, Delivered> part) {
        return part.values().stream().mapToLong(Delivered::number).max().orElse(0);
    }
}
