package org.tohost.proxy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Whether a back-end is worth a connection. Immutable; the time comes in.
///
/// ```
///  closed --so many faults in a row--> open --pause over, one is let in--> trial --> closed
///    ^                                  ^                                    |
///    +--- it answers, whoever asked     +---------- fault, or no word -------+
/// ```
///
/// A fault is the back-end's own: it cannot be reached, is silent, talks garbage, or says that it
/// does not serve, all before anything of a user mattered. One client cannot open the circuit: the
/// faults must have been met by two, or by a probe; until then they count as one. Faults of long
/// ago count no more.
public sealed interface Circuit {
    /// After so long without another fault, or an answer, what was met before says nothing.
    Duration MEMORY = Duration.ofHours(1);

    /// When a circuit opens and for how long.
    ///
    /// @param faults how many in a row open it
    /// @param pause how long nobody is let in then
    /// @param trial after so long a trial without outcome is forgotten
    record Rules(int faults, Duration pause, Duration trial) {}

    /// Everybody is let in.
    ///
    /// @param faults how many there were in a row; those of one client are one
    /// @param witnesses who met them; two are enough to know
    /// @param doubtedUntil until then others are better
    record Closed(int faults, Set<Witness> witnesses, Instant doubtedUntil) implements Circuit {
        /// Of a back-end of which nothing bad is known.
        public static final Closed WELL = new Closed(0, Set.of(), Instant.MIN);

        /// Copies the set.
        public Closed {
            witnesses = Set.copyOf(witnesses);
        }

        private Circuit with(Fault fault, Rules rules) {
            if (faults > 0 && fault.at().isAfter(doubtedUntil.plus(MEMORY))) {
                return WELL.with(fault, rules);
            }
            Set<Witness> all = new HashSet<>(witnesses);
            if (all.size() < 2 || fault.witness() instanceof Witness.Probe) {
                all.add(fault.witness());
            }
            boolean believed = all.size() > 1 || all.contains(new Witness.Probe());
            int count = believed ? faults + 1 : 1;
            return believed && count >= rules.faults()
                    ? new Open(fault.at(), fault.at().plus(rules.pause()), fault.why())
                    : new Closed(count, all, fault.at().plus(rules.pause()));
        }
    }

    /// Nobody is let in until then.
    ///
    /// @param since when it opened first
    record Open(Instant since, Instant until, String why) implements Circuit {}

    /// One was let in, whose outcome is awaited until then.
    record Trial(Instant since, Instant until, String why) implements Circuit {}

    /// A fault of a back-end; `why` is for the log.
    record Fault(Instant at, Witness witness, String why) {}

    /// {@return true if a connection may be made now}
    default boolean admits(Instant now) {
        return switch (this) {
            case Closed _ -> true;
            case Open open -> !now.isBefore(open.until());
            case Trial trial -> !now.isBefore(trial.until());
        };
    }

    /// {@return the circuit after one was let in}
    default Circuit entered(Instant now, Rules rules) {
        return switch (this) {
            case Closed closed -> closed;
            case Open open -> new Trial(open.since(), now.plus(rules.trial()), open.why());
            case Trial trial -> new Trial(trial.since(), now.plus(rules.trial()), trial.why());
        };
    }

    /// {@return the circuit after a fault. What began before the circuit opened does not prolong
    /// it}
    default Circuit after(Fault fault, Rules rules) {
        return switch (this) {
            case Closed closed -> closed.with(fault, rules);
            case Open open -> open;
            case Trial trial ->
                    new Open(trial.since(), fault.at().plus(rules.pause()), fault.why());
        };
    }

    /// {@return the circuit after the one that was let in has left without an outcome}
    default Circuit left(Instant now) {
        return switch (this) {
            case Closed _, Open _ -> this;
            case Trial trial -> new Open(trial.since(), now, trial.why());
        };
    }

    /// {@return true unless it is open or on trial}
    default boolean isClosed() {
        return this instanceof Closed;
    }

    /// {@return true if nothing speaks against it now}
    default boolean isWell(Instant now) {
        return this instanceof Closed closed && !now.isBefore(closed.doubtedUntil());
    }
}
