package org.tohost.backend.imap;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.tohost.backend.server.Connection;
import org.tohost.common.failure.Failure;

/// Looks now and then, while a command takes long, whether anybody still waits for its answer, and
/// lets other sessions have their turn. One thread.
final class Patience {
    private static final long LOOK = Duration.ofMillis(200).toNanos();
    private static final long TURN = Duration.ofMillis(1).toNanos();

    private final Connection connection;
    private long looked = System.nanoTime();
    private long yielded = looked;

    Patience(Connection connection) {
        this.connection = connection;
    }

    /// Costs little; to be called after each small piece of work.
    ///
    /// @throws EOFException if the client has left
    /// @throws Failure.Unavailable if the session is to end
    @SuppressWarnings("ThreadPriorityCheck") // fairness among virtual threads, not correctness
    void check() throws IOException {
        long now = System.nanoTime();
        if (now - looked > LOOK) {
            looked = now;
            look();
        }
        if (now - yielded > TURN) {
            Thread.yield();
            yielded = System.nanoTime();
        }
    }

    private void look() throws IOException {
        if (connection.dismissed()) {
            throw new Failure.Unavailable("the session ends");
        }
        if (connection.abandoned()) {
            throw new EOFException("the client left while its command was done");
        }
    }
}
