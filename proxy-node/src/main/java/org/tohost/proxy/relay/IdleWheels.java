package org.tohost.proxy.relay;

import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// An [IdleWheel] for each event loop, turned there each second. Any thread.
final class IdleWheels {
    private final Clock clock;
    private final Map<EventLoop, IdleWheel> wheels = new ConcurrentHashMap<>();

    IdleWheels(Clock clock) {
        this.clock = clock;
    }

    /// {@return the wheel of this event loop; to be used there alone}
    IdleWheel of(EventLoop loop) {
        return wheels.computeIfAbsent(loop, this::begin);
    }

    private IdleWheel begin(EventLoop loop) {
        IdleWheel wheel = new IdleWheel(clock.millis());
        var _ = loop.scheduleAtFixedRate(() -> wheel.turn(clock.millis()), 1, 1, TimeUnit.SECONDS);
        return wheel;
    }
}
