package org.tohost.common.users;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tohost.common.authent.UserKey;

/// The searches under way: at most one for a key that new callers may join, and at most one that
/// begins when that is over, for callers to whom it is too old. Not safe for threads.
final class Flights {
    private final Map<UserKey, Flight> running = new HashMap<>();
    private final Map<UserKey, Flight> waiting = new HashMap<>();

    /// {@return the search under way}
    Optional<Flight> running(UserKey key) {
        return Optional.ofNullable(running.get(key));
    }

    /// {@return the search that begins after the one under way}
    Flight next(UserKey key) {
        return waiting.computeIfAbsent(key, _ -> new Flight());
    }

    /// {@return a search to begin now: the one that waits if there is one}
    Flight prepare(UserKey key) {
        return Optional.ofNullable(waiting.get(key)).orElseGet(Flight::new);
    }

    /// The search has begun, in the place of any other one.
    void begun(UserKey key, Flight flight) {
        waiting.remove(key, flight);
        running.put(key, flight);
    }

    /// The search is over.
    ///
    /// @return the one that waits, if this one was not replaced meanwhile
    Optional<Flight> over(UserKey key, Flight flight) {
        return running.remove(key, flight)
                ? Optional.ofNullable(waiting.get(key))
                : Optional.empty();
    }

    /// {@return the search that waited and will not begin}
    Optional<Flight> giveUp(UserKey key) {
        return Optional.ofNullable(waiting.remove(key));
    }

    /// {@return how many keys there are with a search}
    int size() {
        return running.size() + waiting.size();
    }
}
