package org.tohost.proxy.relay;

import io.netty.channel.Channel;
import java.time.Clock;
import java.util.function.Consumer;

/// A relay by a handler in the pipelines of both channels, behind their TLS where they have it. It
/// lives on the event loop of the two.
final class ChannelRelay implements Relay, IdleWheel.Sitter {
    private final Clock clock;
    private final Consumer<End> over;
    private final long idle;
    private final ChannelSide client;
    private final ChannelSide backend;
    private final IdleWheel.Seat seat;
    private long lastMoved;
    private String why = "";
    private int open = 2;

    private ChannelRelay(Pair pair, IdleWheel wheel, Clock clock, Consumer<End> over) {
        this.clock = clock;
        this.over = over;
        this.idle = pair.idle().toMillis();
        this.lastMoved = clock.millis();
        Channel first = pair.client().channel();
        Channel second = pair.backend().channel();
        this.client = new ChannelSide(first, second, this::told);
        this.backend = new ChannelSide(second, first, this::told);
        this.seat = wheel.seat(this);
    }

    /// Begins to relay, first what the connections had read before. `over` is called once, when
    /// both are closed.
    ///
    /// @throws IllegalStateException if the two are not on this event loop
    static ChannelRelay start(Pair pair, IdleWheel wheel, Clock clock, Consumer<End> over) {
        Channel client = pair.client().channel();
        if (client.eventLoop() != pair.backend().channel().eventLoop()
                || !client.eventLoop().inEventLoop()) {
            throw new IllegalStateException("a relay stays on one event loop");
        }
        ChannelRelay relay = new ChannelRelay(pair, wheel, clock, over);
        relay.client.begin(pair.client());
        relay.backend.begin(pair.backend());
        relay.client.go(pair.client());
        relay.backend.go(pair.backend());
        return relay;
    }

    @Override
    public Counts counts() {
        return new Counts(client.taken(), backend.taken());
    }

    @Override
    public void close(String reason) {
        client.channel().eventLoop().execute(() -> closeNow(reason));
    }

    private void closeNow(String reason) {
        because(reason);
        client.close();
        backend.close();
    }

    @Override
    public void halt(Consumer<Halted> halted) {
        client.channel()
                .eventLoop()
                .execute(() -> {
                    client.hold();
                    backend.hold();
                    settle(halted);
                });
    }

    /// Waits until both channels have sent what was taken before, and once more if something came
    /// meanwhile all the same.
    private void settle(Consumer<Halted> halted) {
        Counts before = counts();
        client.flushed(() ->
                backend.flushed(() -> {
                    if (!client.channel().isActive() || !backend.channel().isActive()) {
                        return; // its end is told
                    }
                    if (counts().equals(before)) {
                        giveBack(halted);
                    } else {
                        settle(halted);
                    }
                }));
    }

    private void giveBack(Consumer<Halted> halted) {
        seat.leave();
        halted.accept(new Halted(client.giveBack(), backend.giveBack(), counts()));
    }

    @Override
    public long idleAt() {
        return lastMoved + idle;
    }

    @Override
    public void expire() {
        closeNow("idle");
    }

    private void told(ChannelSide side, ChannelSide.Event event) {
        String ending = side == client ? "client closed" : "back-end closed";
        switch (event) {
            case MOVED -> lastMoved = clock.millis();
            case WRITABLE -> (side == client ? backend : client).readOn();
            case FAILED -> because(ending);
            case INPUT_ENDED -> {
                because(ending);
                if (client.hasInputEnded() && backend.hasInputEnded()) {
                    client.flushAndClose();
                    backend.flushAndClose();
                }
            }
            case CLOSED -> {
                because(ending);
                if (--open == 0) {
                    seat.leave();
                    over.accept(new End(why, counts()));
                }
            }
        }
    }

    private void because(String reason) {
        if (why.isEmpty()) {
            why = reason;
        }
    }
}
