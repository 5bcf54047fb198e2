package org.tohost.proxy.relay;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that relays pairs of sockets.
///
/// It waits for epoll, then gives each pair that has something to do one turn, and those that have
/// more behind it another one. Other threads give it work by a queue and a signal, in this order;
/// it hears the signal, then empties the queue: so nothing stays in it.
final class SpliceLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SpliceLoop.class);
    private static final int TICK = 1000;

    private final Clock clock;
    private final Epoll epoll;
    private final WakeUp wakeUp;
    private final PipePool pipes;
    private final SpliceDirection.Bench bench;
    private final IdleWheel wheel;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Queue<Member> ready = new ArrayDeque<>();
    private final Set<Member> members = new HashSet<>();
    private final AtomicLong wakeUps = new AtomicLong();
    private @Nullable Member[] byDescriptor = new Member[1024];
    private long ticked;
    private boolean stopping;
    private volatile boolean accepting = true;

    /// How many pipes a thread may have, and how much memory for what they hold.
    record Share(int pipes, long memory) {}

    SpliceLoop(Clock clock, Share share) throws IOException {
        this.clock = clock;
        this.ticked = clock.millis();
        this.wheel = new IdleWheel(ticked);
        Libc libc = new Libc();
        this.epoll = new Epoll(libc);
        this.wakeUp = new WakeUp(libc);
        this.pipes = new PipePool(libc, share.pipes(), share.memory());
        this.bench =
                new SpliceDirection.Bench(
                        libc, pipes, Arena.ofAuto().allocate(SpliceDirection.MUCH), clock);
        epoll.watchSignal(wakeUp.descriptor());
    }

    /// A pair among those of this thread.
    private final class Member implements IdleWheel.Sitter {
        private final SplicePair pair;
        private final IdleWheel.Seat seat;
        private boolean queued;

        Member(SplicePair pair) {
            this.pair = pair;
            this.seat = wheel.seat(this);
        }

        @Override
        public long idleAt() {
            return pair.idleAt();
        }

        @Override
        public void expire() {
            dismiss(this);
            pair.end("idle");
        }
    }

    /// {@return a pair that does nothing before it is [#adopt]ed}
    SplicePair pair(SplicePair.Load load, SplicePair.Fate fate) {
        return new SplicePair(load, bench, fate);
    }

    /// Begins to relay the pair. Any thread.
    void adopt(SplicePair pair) {
        execute(() -> enter(pair));
    }

    /// Gives the pair back once nothing is on its way. Any thread.
    void halt(SplicePair pair) {
        execute(() -> {
            Member member = memberAt(pair.client());
            if (member != null && member.pair == pair) {
                pair.halt();
                queue(member);
            }
        });
    }

    /// Ends the pair at once. Any thread.
    void end(SplicePair pair, String reason) {
        execute(() -> {
            Member member = memberAt(pair.client());
            if (member != null && member.pair == pair) {
                dismiss(member);
                pair.end(reason);
            }
        });
    }

    /// Ends all pairs, and the thread. Any thread.
    void stop() {
        execute(() -> stopping = true);
    }

    /// {@return true until the thread has ended; any thread}
    boolean isAccepting() {
        return accepting;
    }

    /// {@return how often the thread woke up, whatever for; any thread}
    long wakeUps() {
        return wakeUps.get();
    }

    private void execute(Runnable task) {
        synchronized (inbox) {
            if (accepting) {
                inbox.add(task);
                wakeUp.signal();
                return;
            }
        }
        // the thread is over and has left nothing to do but to refuse
        task.run();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a splice thread met a defect and ends", e);
        } finally {
            close();
        }
    }

    private void turn() {
        int count = epoll.await(patience());
        wakeUps.incrementAndGet();
        boolean called = false;
        for (int i = 0; i < count; i++) {
            int where = epoll.where(i);
            if (where == wakeUp.descriptor()) {
                called = true;
            } else {
                tell(where, epoll.what(i));
            }
        }
        if (called) {
            wakeUp.heard();
            runAll();
        }
        for (int turns = ready.size(); turns > 0; turns--) {
            give(ready.remove());
        }
        tick(clock.millis());
    }

    private int patience() {
        if (!ready.isEmpty()) {
            return 0;
        }
        return members.isEmpty() ? -1 : TICK;
    }

    private void tell(int descriptor, int events) {
        Member member = memberAt(descriptor);
        if (member != null) {
            member.pair.ready(descriptor, events);
            queue(member);
        }
    }

    private void runAll() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            task.run();
        }
    }

    private void queue(Member member) {
        if (!member.queued) {
            member.queued = true;
            ready.add(member);
        }
    }

    private void give(Member member) {
        member.queued = false;
        if (!members.contains(member)) {
            return;
        }
        SplicePair.Verdict verdict;
        try {
            verdict = member.pair.pump();
        } catch (RuntimeException e) {
            LOG.error("a relay met a defect", e);
            dismiss(member);
            member.pair.end("defect");
            return;
        }
        conclude(member, verdict);
    }

    private void conclude(Member member, SplicePair.Verdict verdict) {
        switch (verdict) {
            case WAITS -> {}
            case HAS_MORE -> queue(member);
            case IS_OVER -> {
                dismiss(member);
                member.pair.end("");
            }
            case IS_HALTED -> {
                dismiss(member);
                epoll.forget(member.pair.client());
                epoll.forget(member.pair.backend());
                member.pair.giveBack();
            }
        }
    }

    private void tick(long now) {
        if (now - ticked < TICK && now >= ticked) {
            return;
        }
        ticked = now;
        wheel.turn(now);
        if (pipes.areLent()) {
            members.forEach(member -> member.pair.spareThePipes(now));
        }
    }

    private void enter(SplicePair pair) {
        if (!accepting) {
            pair.end("stopping");
            return;
        }
        pair.begin();
        Member member = new Member(pair);
        members.add(member);
        set(pair.client(), member);
        set(pair.backend(), member);
        if (epoll.watch(pair.client()) && epoll.watch(pair.backend())) {
            queue(member);
        } else {
            dismiss(member);
            pair.end("no room in epoll");
        }
    }

    /// Epoll forgets of itself what is closed, so only who lives on is taken out of it.
    private void dismiss(Member member) {
        members.remove(member);
        member.seat.leave();
        set(member.pair.client(), null);
        set(member.pair.backend(), null);
    }

    private @Nullable Member memberAt(int descriptor) {
        return descriptor < byDescriptor.length ? byDescriptor[descriptor] : null;
    }

    private void set(int descriptor, @Nullable Member member) {
        if (descriptor >= byDescriptor.length) {
            byDescriptor =
                    Arrays.copyOf(byDescriptor, Math.max(descriptor + 1, 2 * byDescriptor.length));
        }
        byDescriptor[descriptor] = member;
    }

    private void close() {
        synchronized (inbox) {
            runAll();
            accepting = false;
            for (Member member : List.copyOf(members)) {
                dismiss(member);
                member.pair.end("stopping");
            }
        }
        wakeUp.close();
        epoll.close();
        pipes.close();
    }
}
