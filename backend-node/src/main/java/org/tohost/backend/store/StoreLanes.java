package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.tohost.common.failure.Failure;

/// The threads on which writes are planned. A partition always goes to the same lane, so its writes
/// are ordered. What concerns several runs on the lowest of their lanes and holds the others, taken
/// in rising order. Nothing that runs here waits for the disk.
final class StoreLanes implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();

    private record Lane(ExecutorService thread, ReentrantLock lock) {}

    StoreLanes(int count) {
        for (int i = 0; i < count; i++) {
            ExecutorService thread =
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().name("store-lane-" + i).factory());
            lanes.add(new Lane(thread, new ReentrantLock()));
        }
    }

    /// Runs `work` alone among all that concerns these partitions.
    ///
    /// @throws Failure.Unavailable if the lanes are closed
    void run(Collection<Partition> partitions, Runnable work) {
        List<Lane> taken =
                partitions.stream()
                        .map(p -> Math.floorMod(p.hashCode(), lanes.size()))
                        .distinct()
                        .sorted()
                        .map(lanes::get)
                        .toList();
        try {
            taken.getFirst().thread().execute(() -> runHolding(taken, work));
        } catch (RejectedExecutionException e) {
            throw new Failure.Unavailable("the store is closed", e);
        }
    }

    private static void runHolding(List<Lane> taken, Runnable work) {
        for (Lane lane : taken) {
            lane.lock().lock();
        }
        try {
            work.run();
        } finally {
            taken.reversed().forEach(lane -> lane.lock().unlock());
        }
    }

    /// Ends what was begun.
    @Override
    public void close() {
        lanes.forEach(lane -> lane.thread().close());
    }
}
