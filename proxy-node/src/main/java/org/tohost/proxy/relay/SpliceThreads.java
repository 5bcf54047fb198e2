package org.tohost.proxy.relay;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads that relay without copying, one a processor. Any thread.
final class SpliceThreads implements AutoCloseable {
    private final List<SpliceLoop> loops;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private SpliceThreads(List<SpliceLoop> loops) {
        this.loops = List.copyOf(loops);
        for (SpliceLoop loop : loops) {
            threads.add(Thread.ofPlatform().daemon().name("splice-" + threads.size()).start(loop));
        }
    }

    /// {@return so many threads, running, each with this share}
    ///
    /// @throws IOException if the system does not have what they need
    static SpliceThreads start(int count, SpliceLoop.Share each, Clock clock) throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!List.of("Linux amd64", "Linux aarch64").contains(system)) {
            throw new IOException("not made for " + system);
        }
        List<SpliceLoop> loops = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                loops.add(new SpliceLoop(clock, each));
            }
        } catch (LinkageError | IllegalCallerException e) {
            throw new IOException("no native calls: " + e, e);
        } catch (IOException e) {
            for (SpliceLoop loop : loops) {
                loop.stop();
                loop.run();
            }
            throw e;
        }
        return new SpliceThreads(loops);
    }

    /// {@return the thread for the next pair, in turn; empty if all have ended}
    Optional<SpliceLoop> next() {
        int first = Math.floorMod(turn.getAndIncrement(), loops.size());
        for (int i = 0; i < loops.size(); i++) {
            SpliceLoop loop = loops.get((first + i) % loops.size());
            if (loop.isAccepting()) {
                return Optional.of(loop);
            }
        }
        return Optional.empty();
    }

    /// {@return how often they woke up}
    long wakeUps() {
        return loops.stream().mapToLong(SpliceLoop::wakeUps).sum();
    }

    /// Ends all relays and threads, and waits for it.
    @Override
    public void close() {
        loops.forEach(SpliceLoop::stop);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
