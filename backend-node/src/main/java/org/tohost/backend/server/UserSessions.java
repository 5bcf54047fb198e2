package org.tohost.backend.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tohost.common.domain.UserId;

/// Whose sessions are open here, so that a user's can be ended together. Any thread.
///
/// A session is entered before the user database is asked whether it may be: whoever learns of a
/// change afterwards finds it here, and whatever came before, the answer says.
public final class UserSessions {
    private final Map<UserId, Map<Connection, Need>> byUser = new ConcurrentHashMap<>();
    private final Map<Connection, UserId> entered = new ConcurrentHashMap<>();

    /// Without what a session cannot go on.
    public enum Need {
        /// This node owns the user: the session has a mailbox open.
        OWNERSHIP,
        /// The user's account is open: the session submits mail, which any node may take.
        ACCOUNT
    }

    /// This session acts for the user from now on, and for nobody else.
    void enter(UserId user, Connection connection, Need need) {
        UserId before = entered.put(connection, user);
        if (before != null && !before.equals(user)) {
            remove(before, connection);
        }
        byUser.compute(
                user,
                (_, known) -> {
                    Map<Connection, Need> sessions =
                            known == null ? new ConcurrentHashMap<>() : known;
                    sessions.put(connection, need);
                    return sessions;
                });
    }

    /// This session acts for nobody any more.
    void leave(Connection connection) {
        UserId user = entered.remove(connection);
        if (user != null) {
            remove(user, connection);
        }
    }

    private void remove(UserId user, Connection connection) {
        byUser.computeIfPresent(
                user,
                (_, sessions) -> {
                    sessions.remove(connection);
                    return sessions.isEmpty() ? null : sessions;
                });
    }

    /// {@return the users who have a session}
    public Set<UserId> users() {
        return Set.copyOf(byUser.keySet());
    }

    /// {@return how many sessions this user has}
    public int count(UserId user) {
        return byUser.getOrDefault(user, Map.of()).size();
    }

    /// Ends the user's sessions that have one of these needs, each at its next command boundary, at
    /// once if its client is silent. Does not wait for that.
    ///
    /// @return how many there are
    public int end(UserId user, Collection<Need> needs, Farewell reason) {
        List<Connection> ending =
                byUser.getOrDefault(user, Map.of()).entrySet().stream()
                        .filter(session -> needs.contains(session.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        // each by a thread of its own: the last words to a client that does not read may not end
        ending.forEach(connection ->
                Thread.ofVirtual().start(() -> Connections.quietly(() -> connection.end(reason))));
        return ending.size();
    }
}
