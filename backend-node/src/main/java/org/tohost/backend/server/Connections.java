package org.tohost.backend.server;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All connections of the node: bounded in number, ended together, and rid of clients that read
/// nothing.
public final class Connections {
    /// A client that takes nothing for this long holds a thread and buffers for nobody.
    private static final Duration STALL = Duration.ofMinutes(5);

    private static final Duration HANDSHAKE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Map<Socket, Long> arriving = new ConcurrentHashMap<>();
    private final UserSessions users = new UserSessions();
    private final int limit;

    /// At most `limit` at a time.
    public Connections(int limit) {
        this.limit = limit;
    }

    /// A client that is in its handshake: it may take no longer than `HANDSHAKE` in all, however
    /// lively it is.
    ///
    /// @return false if there are too many
    boolean arrive(Socket wire) {
        return arriving.size() < limit && arriving.put(wire, System.nanoTime()) == null;
    }

    /// The handshake has ended, well or not.
    void arrived(Socket wire) {
        arriving.remove(wire);
    }

    /// Registers a connection.
    ///
    /// @return false if there are too many
    boolean add(Connection connection) {
        return open.size() < limit && open.add(connection);
    }

    void remove(Connection connection) {
        users.leave(connection);
        open.remove(connection);
    }

    /// {@return which of them are whose}
    public UserSessions users() {
        return users;
    }

    /// {@return how many there are}
    public int size() {
        return open.size();
    }

    /// Tells all to end at their next command boundary, waits up to `grace`, then closes the rest.
    public void stop(Duration grace) throws InterruptedException {
        // each by a thread of its own: the last words to a client that does not read may not end
        open.forEach(
                c -> Thread.ofVirtual().start(() -> quietly(() -> c.end(Farewell.NODE_STOPS))));
        long deadline = System.nanoTime() + grace.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        open.forEach(connection -> quietly(connection::cut));
        arriving.keySet().forEach(wire -> quietly(wire::close));
    }

    /// Cuts connections whose client has not read, or not ended its handshake, for too long.
    public void sweep() {
        long now = System.nanoTime();
        arriving.forEach((wire, since) -> {
            if (now - since > HANDSHAKE.toNanos()) {
                quietly(wire::close);
            }
        });
        for (Connection connection : open) {
            long since = connection.out().stalledSince();
            if (since != 0 && now - since > STALL.toNanos()) {
                connection.ending("client does not read");
                quietly(connection::cut);
            }
        }
    }

    /// Something to do about a connection that may be gone.
    interface Action {
        /// Does it.
        void run() throws IOException;
    }

    /// Does it if the connection is still there.
    static void quietly(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            LOG.debug("connection was gone already", e);
        }
    }
}
