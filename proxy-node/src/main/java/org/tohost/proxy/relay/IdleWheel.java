package org.tohost.proxy.relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds those that have been idle for too long, at the cost of one look at each in some minutes.
///
/// A wheel of slots, a second each. Whoever sits down is put into the slot of the second in which
/// it would have been idle for too long, or into the last one before the wheel comes round; when
/// that second has come it is looked at, and expires or is put further on. One thread.
final class IdleWheel {
    private static final int SLOTS = 512;
    private static final long TICK = 1000;

    private final List<Set<Seat>> slots =
            Stream.generate(() -> (Set<Seat>) new HashSet<Seat>(0)).limit(SLOTS).toList();
    private long time;
    private int hand;

    /// A wheel that begins at this time, in milliseconds.
    IdleWheel(long now) {
        this.time = now;
    }

    /// Who may be idle for too long.
    interface Sitter {
        /// {@return the time at which it will be, if nothing happens until then}
        long idleAt();

        /// It has been; it sits no more.
        void expire();
    }

    /// The place of one.
    final class Seat {
        private final Sitter sitter;
        private int slot;

        private Seat(Sitter sitter) {
            this.sitter = sitter;
        }

        /// Gives the place up.
        void leave() {
            slots.get(slot).remove(this);
        }
    }

    /// Lets this one sit down.
    Seat seat(Sitter sitter) {
        Seat seat = new Seat(sitter);
        place(seat);
        return seat;
    }

    /// It is now this late. Where the clock has leapt, each slot is looked at once at most.
    void turn(long now) {
        long ticks = (now - time) / TICK;
        time = ticks < 0 || ticks > SLOTS ? now : time + ticks * TICK;
        for (long i = Math.min(ticks, SLOTS); i > 0; i--) {
            hand = (hand + 1) % SLOTS;
            look(now);
        }
    }

    private void look(long now) {
        for (Seat seat : new ArrayList<>(slots.get(hand))) {
            if (slots.get(hand).remove(seat)) { // else another one's end was its end too
                if (seat.sitter.idleAt() <= now) {
                    seat.sitter.expire();
                } else {
                    place(seat);
                }
            }
        }
    }

    private void place(Seat seat) {
        long ticks = (seat.sitter.idleAt() - time + TICK - 1) / TICK;
        seat.slot = (hand + Math.clamp(ticks, 1, SLOTS - 1)) % SLOTS;
        slots.get(seat.slot).add(seat);
    }
}
