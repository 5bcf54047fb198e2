package org.tohost.proxy.relay;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What clients that fell asleep in the middle of a large answer cost the others: processor time of
/// the relays' threads for a gigabyte to eight clients that are awake, with no sleepers and with
/// 200, in turn.
final class SleepersCost {
    private static final int AWAKE = 8;
    private static final int SLEEPERS = 200;
    private static final int ROUNDS = 5;
    private static final long OCTETS = 512L << 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SleepersCost() {}

    /// Prints a line for each kind of relay.
    public static void main(String[] arguments) throws Exception {
        System.out.println("| relay | alone, CPU-s/GB | with " + SLEEPERS + " sleepers |");
        for (RelayHouse.Kind kind : RelayHouse.Kind.values()) {
            try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC())) {
                List<Relayed> sleepers = new ArrayList<>();
                double[] alone = new double[ROUNDS];
                double[] crowded = new double[ROUNDS];
                cost(house);
                for (int round = 0; round < ROUNDS; round++) {
                    alone[round] = cost(house);
                    fallAsleep(house, sleepers);
                    crowded[round] = cost(house);
                    for (Relayed sleeper : sleepers) {
                        sleeper.close();
                        sleeper.end();
                    }
                    sleepers.clear();
                }
                System.out.printf("| %s | %.3f | %.3f |%n", kind, median(alone), median(crowded));
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// Opens the sleepers and waits until nothing moves towards them any more, and the time is over
    /// after which they give their pipes back.
    private static void fallAsleep(RelayHouse house, List<Relayed> sleepers) throws Exception {
        for (int i = 0; i < SLEEPERS; i++) {
            Relayed sleeper = house.open(RelayHouse.Wish.nothing());
            sleepers.add(sleeper);
            Thread.ofVirtual().start(() -> flood(sleeper));
        }
        long before = -1;
        long now = 0;
        while (now != before) {
            Thread.sleep(1500);
            before = now;
            now = sleepers.stream().mapToLong(s -> s.relay().counts().fromBackend()).sum();
        }
    }

    private static void flood(Relayed sleeper) {
        byte[] much = new byte[1 << 16];
        try {
            while (true) {
                sleeper.backend().getOutputStream().write(much);
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    /// {@return processor seconds for a gigabyte}
    private static double cost(RelayHouse house) throws Exception {
        List<Relayed> awake = new ArrayList<>();
        for (int i = 0; i < AWAKE; i++) {
            awake.add(house.open(RelayHouse.Wish.nothing()));
        }
        long before = relaysTime();
        List<Thread> threads = new ArrayList<>();
        for (Relayed one : awake) {
            threads.add(Thread.ofPlatform().start(() -> send(one)));
            threads.add(Thread.ofPlatform().start(() -> receive(one)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long spent = relaysTime() - before;
        for (Relayed one : awake) {
            one.close();
            one.end();
        }
        return spent / (double) OCTETS;
    }

    private static void send(Relayed one) {
        byte[] much = new byte[1 << 18];
        try {
            for (long sent = 0; sent < OCTETS / AWAKE; sent += much.length) {
                one.backend().getOutputStream().write(much);
            }
            one.backend().shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void receive(Relayed one) {
        byte[] much = new byte[1 << 18];
        long read = 0;
        try {
            for (int n = 0; n >= 0; n = one.client().getInputStream().read(much)) {
                read += n;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (read != OCTETS / AWAKE) {
            throw new IllegalStateException("only " + read);
        }
    }

    /// {@return nanoseconds of processor that the threads of relays have had}
    private static long relaysTime() {
        long sum = 0;
        for (var thread : THREADS.dumpAllThreads(false, false, 0)) {
            String name = thread.getThreadName();
            if (name.startsWith("splice") || name.contains("eventloop")) {
                sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }
}
