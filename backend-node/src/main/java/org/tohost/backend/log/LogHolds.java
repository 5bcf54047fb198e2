package org.tohost.backend.log;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Who has to read which part of a log. Any thread.
final class LogHolds {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<LogHold, Long> held = new HashMap<>();

    /// What is done to files that nobody holds.
    @FunctionalInterface
    interface Freeing {
        /// Does it.
        void run() throws IOException;
    }

    /// Holds the groups from this one on.
    LogHold from(long sequence) {
        LogHold hold =
                new LogHold() {
                    @Override
                    public void close() {
                        release(this);
                    }
                };
        lock.lock();
        try {
            held.put(hold, sequence);
            return hold;
        } finally {
            lock.unlock();
        }
    }

    /// Frees groups, unless one of them is held. Nobody gets a hold in between.
    ///
    /// @param last the highest of the groups that go
    /// @return false if one is held, and nothing was done
    boolean free(long last, Freeing freeing) throws IOException {
        lock.lock();
        try {
            boolean free = held.values().stream().allMatch(from -> from > last);
            if (free) {
                freeing.run();
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    /// {@return true if this group is held}
    boolean isHeld(long sequence) {
        lock.lock();
        try {
            return held.values().stream().anyMatch(from -> from <= sequence);
        } finally {
            lock.unlock();
        }
    }

    /// {@return how many holds there are}
    int count() {
        lock.lock();
        try {
            return held.size();
        } finally {
            lock.unlock();
        }
    }

    private void release(LogHold hold) {
        lock.lock();
        try {
            held.remove(hold);
        } finally {
            lock.unlock();
        }
    }
}
