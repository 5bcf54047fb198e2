package org.tohost.backend.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What is in memory and could be read again, up to a weight. Beyond it, what was not used since
/// its last turn leaves (the clock algorithm: whoever uses something only notes that). Any thread.
final class Residents {
    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Seat> seats = new ArrayDeque<>();
    private long weight;
    private volatile long turns; // written under the lock

    private record Seat(Resident resident, long weight) {}

    /// @param capacity octets
    Residents(long capacity) {
        this.capacity = capacity;
    }

    /// Something has come into memory.
    void add(Resident resident) {
        turn(new Seat(resident, resident.weight())).forEach(Resident::leave);
    }

    /// {@return how often something has come into memory so far}
    long turns() {
        return turns;
    }

    /// {@return octets of all that is here}
    long weight() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private List<Resident> turn(Seat added) {
        List<Resident> leaving = new ArrayList<>();
        lock.lock();
        try {
            seats.addLast(added);
            turns++;
            weight += added.weight();
            int turns = 2 * seats.size(); // others go on using what was asked
            while (weight > capacity && turns-- > 0) {
                Seat seat = seats.removeFirst();
                if (turns > 0 && seat.resident().wasUsed()) {
                    seats.addLast(seat);
                } else {
                    weight -= seat.weight();
                    leaving.add(seat.resident());
                }
            }
        } finally {
            lock.unlock();
        }
        return leaving;
    }
}
