package org.tohost.proxy.relay;

import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.proxy.guard.Deed;
import org.tohost.proxy.guard.Guard;
import org.tohost.proxy.guard.Recipients;

/// A relay that lets commands through one by one: SMTP with a server of another make.
///
/// The guard is asked for its next step only while both sides take what is sent to them, so the
/// relay holds at most what their channels hold, and one read of each side. It lives on the event
/// loop of the two.
final class CommandRelay implements Relay, IdleWheel.Sitter, CommandSide.Owner {
    /// What the guard may hold of a side before that is read on.
    private static final int MOST_HELD = 64 * 1024;

    /// How long a client may take to read its last words.
    private static final Duration LINGER = Duration.ofSeconds(2);

    /// RFC 5321 4.5.3.2.6, and two minutes.
    private static final Duration DELIVERY = Duration.ofMinutes(12);

    private final Rule rule;
    private final Watch watch;
    private final Consumer<End> over;
    private final Duration idle;
    private final CommandSide client;
    private final CommandSide host;
    private final IdleWheel.Seat seat;
    private Optional<Consumer<Halted>> halting = Optional.empty();
    private long lastMoved;
    private String why = "";
    private boolean working;
    private boolean hostCut;
    private boolean ending;
    private int open = 2;

    /// What lets through, and who tells whom the server may have.
    record Rule(Guard guard, Recipients recipients) {}

    /// What looks after idle relays.
    record Watch(IdleWheel wheel, Clock clock) {}

    private CommandRelay(Pair pair, Rule rule, Watch watch, Consumer<End> over) {
        this.rule = rule;
        this.watch = watch;
        this.over = over;
        this.idle = pair.idle();
        this.lastMoved = watch.clock().millis();
        this.client = new CommandSide(pair.client().channel(), this);
        this.host = new CommandSide(pair.backend().channel(), this);
        this.seat = watch.wheel().seat(this);
    }

    /// Begins to relay, first what the connections had read before. `over` is called once, when
    /// both are closed.
    ///
    /// @throws IllegalStateException if the two are not on this event loop
    static CommandRelay start(Pair pair, Rule rule, Watch watch, Consumer<End> over) {
        Channel channel = pair.client().channel();
        if (channel.eventLoop() != pair.backend().channel().eventLoop()
                || !channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("a relay stays on one event loop");
        }
        CommandRelay relay = new CommandRelay(pair, rule, watch, over);
        relay.working = true; // until both are taken over
        relay.host.begin(pair.backend());
        relay.client.begin(pair.client());
        relay.working = false;
        relay.work();
        return relay;
    }

    @Override
    public Counts counts() {
        return new Counts(client.taken(), host.taken());
    }

    @Override
    public void close(String reason) {
        client.channel().eventLoop().execute(() -> closeNow(reason));
    }

    private void closeNow(String reason) {
        because(reason);
        ending = true;
        client.close();
        host.close();
    }

    @Override
    public void halt(Consumer<Halted> halted) {
        client.channel()
                .eventLoop()
                .execute(() -> {
                    halting = Optional.of(halted);
                    work();
                });
    }

    @Override
    public long idleAt() {
        Duration patience = rule.guard().awaitsDelivery() ? longer(idle, DELIVERY) : idle;
        return lastMoved + patience.toMillis();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void expire() {
        end(Guard.farewell("Idle for too long"), "idle");
        client.flush();
    }

    @Override
    public void read(CommandSide side, byte[] octets) {
        lastMoved = watch.clock().millis();
        if (side == client) {
            rule.guard().fromClient(octets);
        } else {
            rule.guard().fromHost(octets);
        }
        work();
    }

    @Override
    public void inputEnded(CommandSide side) {
        if (side == client) {
            rule.guard().clientEnds();
        } else if (!hostCut) {
            rule.guard().hostEnds();
        }
        work();
        if (ending && side == client) {
            client.flushAndClose();
        }
    }

    @Override
    public void writable() {
        work();
    }

    @Override
    public void closed(CommandSide side) {
        if (side == client || !hostCut) {
            because(side == client ? "client closed" : "back-end closed");
        }
        if (side == client) {
            ending = true;
            host.flushAndClose();
        }
        if (--open == 0) {
            seat.leave();
            over.accept(new End(why, counts()));
        }
    }

    /// Does all that can be done now.
    private void work() {
        if (working || ending) {
            return;
        }
        working = true;
        try {
            boolean moved = true;
            while (moved && !ending) {
                moved = client.isWritable() && perform(rule.guard().nextOfHost());
                moved |= mayTakeCommands() && perform(rule.guard().nextOfClient());
            }
        } finally {
            working = false;
        }
        host.flush();
        client.flush();
        if (!ending) {
            client.reads(hostTakes() && rule.guard().heldFromClient() < MOST_HELD);
            host.reads(client.isWritable() && rule.guard().heldFromHost() < MOST_HELD);
            settle();
        }
    }

    private boolean hostTakes() {
        return hostCut || host.isWritable();
    }

    private boolean mayTakeCommands() {
        boolean halted = halting.isPresent() && rule.guard().takesCommands();
        return !ending && !halted && client.isWritable() && hostTakes();
    }

    private boolean perform(List<Deed> deeds) {
        for (Deed deed : deeds) {
            switch (deed) {
                case Deed.ToHost to -> host.write(to.octets());
                case Deed.ToClient to -> client.write(to.octets());
                case Deed.Judge judge -> rule.recipients().judge(judge.recipient(), this::judged);
                case Deed.EndOfClient _ -> {
                    because("client closed");
                    host.endOutput();
                }
                case Deed.CutHost _ -> {
                    hostCut = true;
                    host.close();
                }
                case Deed.End end -> end(end.lastWords(), end.why());
            }
        }
        return !deeds.isEmpty();
    }

    private void judged(Optional<SmtpReply> refusal) {
        if (!ending) {
            perform(rule.guard().judged(refusal));
            work();
        }
    }

    /// Tells the client, and lets it read that.
    private void end(byte[] lastWords, String reason) {
        if (ending) {
            return;
        }
        because(reason);
        ending = true;
        host.close();
        client.write(lastWords);
        client.deafen();
        if (client.hasInputEnded()) {
            client.flushAndClose();
        } else {
            client.endOutput();
            var _ =
                    client.channel()
                            .eventLoop()
                            .schedule(client::close, LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Gives back what is to be halted once nothing is under way.
    private void settle() {
        if (halting.isEmpty() || !rule.guard().isAtRest()) {
            return;
        }
        working = true;
        client.reads(false);
        host.reads(false);
        client.flushed(() -> host.flushed(this::giveBack));
    }

    private void giveBack() {
        if (ending || !client.channel().isActive() || !host.channel().isActive()) {
            working = false;
            work();
            return;
        }
        seat.leave();
        byte[] unsaid = rule.guard().restOfClient();
        byte[] unheard = rule.guard().restOfHost();
        Counts counts = new Counts(client.taken() - unsaid.length, host.taken() - unheard.length);
        halting.orElseThrow()
                .accept(new Halted(client.giveBack(unsaid), host.giveBack(unheard), counts));
    }

    private void because(String reason) {
        if (why.isEmpty()) {
            why = reason;
        }
    }
}
