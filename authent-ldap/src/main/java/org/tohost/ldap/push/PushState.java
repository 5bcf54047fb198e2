package org.tohost.ldap.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// How the listener fares, for operators. Fed by the listener, read by anybody.
public final class PushState {
    private final Clock clock;
    private final AtomicReference<View> view;

    /// One moment: the way by which changes come or last came (`sync`, `psearch`, `poll`, `none`
    /// before the first), whether they come now, and when the server last gave a sign of life.
    private record View(String way, boolean connected, Instant heard) {}

    /// The state of a listener that has not started.
    public PushState(Clock clock) {
        this.clock = clock;
        this.view = new AtomicReference<>(new View("none", false, clock.instant()));
    }

    /// {@return `sync`, `psearch` or `poll`; `none` before the first stream stood}
    public String way() {
        return view.get().way;
    }

    /// {@return true while changes come in}
    public boolean connected() {
        return view.get().connected;
    }

    /// {@return how long ago the server gave the last sign of life, or, before the first, the
    /// listener was made}
    public Duration age() {
        return Duration.between(view.get().heard, clock.instant());
    }

    /// Changes come in from now on. {@return whether another way was used before}
    boolean stands(String way) {
        return !view.getAndSet(new View(way, true, clock.instant())).way.equals(way);
    }

    /// They do no longer. {@return whether they did}
    boolean lost() {
        return view.getAndUpdate(now -> new View(now.way, false, now.heard)).connected;
    }

    /// The server answered.
    void heard() {
        view.updateAndGet(now -> new View(now.way, now.connected, clock.instant()));
    }
}
