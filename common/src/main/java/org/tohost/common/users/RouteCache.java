package org.tohost.common.users;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.UserId;

/// At most so many routes; those that were longest not asked for give way. Keys under which there
/// is nobody have a quarter of the places for themselves, so that guessed names do not push out
/// those of users.
///
/// Every operation takes constant time, but for dropping, which takes as long as there are routes
/// to drop. Not safe for threads.
final class RouteCache {
    private final int mostFound;
    private final int mostNobody;
    private final Map<UserKey, Route> found = byLastUse();
    private Map<UserKey, Route> nobody = byLastUse();
    private final Map<String, Set<UserKey>> byEntry = new HashMap<>();
    private final Map<UserId, Set<UserKey>> byUser = new HashMap<>();

    RouteCache(int size) {
        this.mostNobody = size / 4;
        this.mostFound = size - mostNobody;
    }

    private static Map<UserKey, Route> byLastUse() {
        return new LinkedHashMap<>(16, 0.75f, true);
    }

    /// {@return what is kept under the key, however old}
    Optional<Route> get(UserKey key) {
        Route route = found.get(key);
        return Optional.ofNullable(route == null ? nobody.get(key) : route);
    }

    /// Keeps a route instead of what was under its key.
    void put(UserKey key, Route route) {
        remove(key);
        if (route.finding() instanceof Finding.Found(var entry, var account)) {
            found.put(key, route);
            byEntry.computeIfAbsent(entry, _ -> new HashSet<>()).add(key);
            byUser.computeIfAbsent(account.user(), _ -> new HashSet<>()).add(key);
        } else {
            nobody.put(key, route);
        }
        evict(found, mostFound);
        evict(nobody, mostNobody);
    }

    private void evict(Map<UserKey, Route> routes, int most) {
        if (routes.size() > most) {
            Iterator<UserKey> eldest = routes.keySet().iterator();
            remove(eldest.next());
        }
    }

    /// Forgets what is under the key.
    void remove(UserKey key) {
        nobody.remove(key);
        Route route = found.remove(key);
        if (route != null && route.finding() instanceof Finding.Found(var entry, var account)) {
            unindex(byEntry, entry, key);
            unindex(byUser, account.user(), key);
        }
    }

    private static <K> void unindex(Map<K, Set<UserKey>> index, K name, UserKey key) {
        index.computeIfPresent(
                name,
                (_, keys) -> {
                    keys.remove(key);
                    return keys.isEmpty() ? null : keys;
                });
    }

    /// Forgets every route to this entry.
    ///
    /// @return the users that stood in it
    Set<UserId> dropEntry(String entry) {
        Set<UserId> users = new HashSet<>();
        for (UserKey key : Set.copyOf(byEntry.getOrDefault(entry, Set.of()))) {
            Route route = found.get(key);
            if (route != null && route.finding() instanceof Finding.Found(_, var account)) {
                users.add(account.user());
            }
            remove(key);
        }
        return users;
    }

    /// Forgets every route to this user.
    void dropUser(UserId user) {
        Set.copyOf(byUser.getOrDefault(user, Set.of())).forEach(this::remove);
    }

    /// Forgets under which keys there is nobody.
    void dropNobody() {
        nobody = byLastUse(); // clearing takes as long as the table once was wide
    }

    /// Forgets everything.
    void clear() {
        found.clear();
        dropNobody();
        byEntry.clear();
        byUser.clear();
    }

    /// {@return under how many keys a user is known}
    int found() {
        return found.size();
    }

    /// {@return of how many keys it is known that nobody is there}
    int nobody() {
        return nobody.size();
    }

    /// {@return how many names the reverse index holds; none without a route}
    int indexed() {
        return byEntry.size() + byUser.size();
    }
}
