package org.tohost.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.testing.Dice;

/// Many sessions of all kinds at once, for some time. Each octet is compared, and nobody may wait
/// for octets for a second while they are on their way.
///
/// A minute by itself; `-Dtohost.soak.seconds=1800` for a long run.
final class RelaySoakIT {
    private static final int SESSIONS = Integer.getInteger("tohost.soak.sessions", 500);
    private static final int SECONDS = Integer.getInteger("tohost.soak.seconds", 60);
    private static final long SEED = Long.getLong("tohost.soak.seed", System.nanoTime());

    private final Map<Integer, SoakSession> running = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void nothingIsLostAndNobodyWaits(RelayHouse.Kind kind) throws Exception {
        System.out.println("soak of " + kind + " with -Dtohost.soak.seed=" + SEED);
        long until = System.nanoTime() + SECONDS * 1_000_000_000L;
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC())) {
            List<Thread> threads =
                    IntStream.range(0, SESSIONS)
                            .mapToObj(i ->
                                    Thread.ofVirtual()
                                            .start(() -> oneAfterTheOther(house, i, until)))
                            .toList();
            Thread watch = Thread.ofPlatform().start(() -> watch(threads));
            for (Thread thread : threads) {
                thread.join();
            }
            watch.join();
        }
        System.out.println(sessions + " sessions, " + octets.get() / 1_000_000 + " MB");
        assertEquals(List.of(), List.copyOf(failures), () -> "seed " + SEED);
        assertTrue(sessions.get() >= SESSIONS);
    }

    private void oneAfterTheOther(RelayHouse house, int number, long until) {
        Dice dice = new Dice(new SplittableRandom(SEED + number));
        try {
            do {
                SoakSession session = new SoakSession(house.open(RelayHouse.Wish.nothing()), dice);
                running.put(number, session);
                octets.addAndGet(session.run());
                running.remove(number);
                sessions.incrementAndGet();
            } while (System.nanoTime() < until && failures.isEmpty());
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    /// Looks ten times a second at what comes, until all is over; after a failure, nothing more
    /// does.
    private void watch(List<Thread> threads) {
        SoakWatch watch = new SoakWatch();
        try {
            while (threads.stream().anyMatch(Thread::isAlive)) {
                Thread.sleep(100);
                for (String way : watch.look(running.values())) {
                    failures.add(new AssertionError("nothing comes for a second: " + way));
                }
                if (!failures.isEmpty()) {
                    running.values().forEach(SoakSession::giveUp);
                }
            }
        } catch (InterruptedException | IOException e) {
            failures.add(e);
        }
    }
}
