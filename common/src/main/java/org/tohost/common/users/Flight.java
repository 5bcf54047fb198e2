package org.tohost.common.users;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.tohost.common.authent.Finding;

/// One search that any number of callers wait for. Begun by [Flights], landed once.
final class Flight {
    private final CompletableFuture<Answer> landed = new CompletableFuture<>();
    private long begun;
    private long since;

    /// The search begins at this tick and time.
    void begin(long tick, long millis) {
        begun = tick;
        since = millis;
    }

    /// {@return the tick at which the search began}
    long begun() {
        return begun;
    }

    /// {@return when the search began, in milliseconds of the clock}
    long since() {
        return since;
    }

    /// Gives those who wait their answer.
    void land(Finding finding) {
        landed.complete(new Answer(finding, begun));
    }

    /// Waits for the answer; an interrupted caller gets none.
    Answer await() {
        try {
            return landed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(new Finding.Unavailable("interrupted"), 0);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flight lands with an answer", e);
        }
    }
}
