package org.tohost.common.users;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.tohost.common.authent.Finding;
import org.tohost.common.domain.UserId;

/// The last changes that were heard of, each at its tick: they outdate what was found by a search
/// that had begun before. Of a search that is older than what is remembered, the worst is assumed.
/// Not safe for threads.
final class RecentChanges {
    private final int most;
    private final Deque<Change> changes = new ArrayDeque<>();
    private long forgotten;
    private long missed;
    private long last;

    private record Change(long tick, Optional<String> entry, Optional<UserId> user) {
        boolean concerns(Finding finding) {
            return switch (finding) {
                case Finding.Found(String found, var account) ->
                        entry.filter(found::equals).isPresent()
                                || user.filter(account.user()::equals).isPresent();
                case Finding.None() -> true; // somebody may be there now
                case Finding.Unavailable _ -> false;
            };
        }
    }

    RecentChanges(int most) {
        this.most = most;
    }

    /// An entry has changed, or all that is known of a user is to be forgotten.
    void add(long tick, Optional<String> entry, Optional<UserId> user) {
        changes.addLast(new Change(tick, entry, user));
        if (changes.size() > most) {
            forgotten = changes.removeFirst().tick();
        }
        last = tick;
    }

    /// Anything may have changed.
    void addMissed(long tick) {
        changes.clear();
        missed = tick;
        last = tick;
    }

    /// {@return true if no change was heard of since this tick}
    boolean noneSince(long tick) {
        return last <= tick;
    }

    /// {@return true if changes may have been missed since this tick}
    boolean missedSince(long tick) {
        return missed > tick;
    }

    /// {@return true if what a search found that began at this tick may be outdated}
    boolean outdate(Finding finding, long begun) {
        if (missed > begun || forgotten > begun) {
            return true;
        }
        for (Iterator<Change> latest = changes.descendingIterator(); latest.hasNext(); ) {
            Change change = latest.next();
            if (change.tick() <= begun) {
                return false;
            }
            if (change.concerns(finding)) {
                return true;
            }
        }
        return false;
    }
}
