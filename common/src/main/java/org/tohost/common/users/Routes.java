package org.tohost.common.users;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.metrics.Meters;

/// Who stands under which key: kept, or asked of the module by one search for all who want to know
/// at the same time.
///
/// Ticks number searches, changes and refusals in the order in which they begin. A search that
/// began before a change is not joined any more after it, and what it found is not kept if the
/// change concerns that. Each search has a virtual thread of its own, so that a caller who is
/// interrupted costs the others nothing; a caller waits as long as the module's own limit allows.
///
/// Safe for threads. The lock is held for moments only, never while the module works.
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final int CHANGES_REMEMBERED = 1_000;

    private final AuthentModule module;
    private final UsersSettings settings;
    private final Clock clock;
    private final Meters meters;

    private final ReentrantLock lock = new ReentrantLock();
    private final RouteCache cache;
    private final Flights flights = new Flights();
    private final RecentChanges changes = new RecentChanges(CHANGES_REMEMBERED);
    private long tick;

    Routes(AuthentModule module, UsersSettings settings, Clock clock, Meters meters) {
        this.module = module;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.cache = new RouteCache(settings.size());
        meters.gaugeUsers(() -> locked(cache::found), () -> locked(cache::nobody));
    }

    /// {@return a moment: searches that begin later have a higher tick}
    long tick() {
        return locked(() -> tick);
    }

    /// {@return who stands under the key: as it is kept, or as a search says that is under way or
    /// begins now}
    Answer find(UserKey key) {
        Flight flight;
        lock.lock();
        try {
            Optional<Route> kept = cache.get(key).filter(this::isFresh);
            if (kept.isPresent()) {
                meters.usersHit(kind(key));
                return new Answer(kept.get().finding(), kept.get().begun());
            }
            Optional<Flight> joined =
                    flights.running(key).filter(running -> changes.noneSince(running.begun()));
            joined.ifPresentOrElse(_ -> meters.usersJoined(), () -> meters.usersMiss(kind(key)));
            flight = joined.orElseGet(() -> begin(key));
        } finally {
            lock.unlock();
        }
        return flight.await();
    }

    /// {@return who stands under the key, by a search that begins after this call}
    Answer findNow(UserKey key) {
        Flight flight =
                locked(() -> flights.running(key).isEmpty() ? begin(key) : flights.next(key));
        return flight.await();
    }

    /// {@return what is kept under the key, however old}
    Optional<Route> kept(UserKey key) {
        return locked(() -> cache.get(key));
    }

    /// {@return what is kept under the key, if it may still be used while the database is silent}
    Optional<Route> lastGood(UserKey key) {
        Optional<Route> good =
                kept(key)
                        .filter(route ->
                                route.isYounger(settings.stale().toMillis(), clock.millis()));
        good.ifPresent(_ -> meters.usersStale(kind(key)));
        return good;
    }

    /// {@return true if a search is not needed while this is kept}
    boolean isFresh(Route route) {
        long millis = (route.isFound() ? settings.ttl() : settings.negativeTtl()).toMillis();
        return route.isYounger(millis, clock.millis()) && !missedSince(route.begun());
    }

    /// {@return true if changes may have been missed since this tick}
    boolean missedSince(long begun) {
        return locked(() -> changes.missedSince(begun));
    }

    /// The password is right, by a check that began at the tick that stands in it. Kept with the
    /// route, if that says the same user and nothing was heard since that could end it.
    void accepted(UserKey key, Account account, KnownPassword right) {
        lock.lock();
        try {
            cache.get(key)
                    .filter(route ->
                            route.refused() <= right.begun()
                                    && isOf(route.finding(), account)
                                    && !changes.outdate(route.finding(), right.begun()))
                    .ifPresent(route -> cache.put(key, route.accepted(right)));
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOf(Finding finding, Account account) {
        return finding instanceof Finding.Found(_, var found)
                && found.user().equals(account.user());
    }

    /// A password is wrong: the one that was right before is so no more.
    void refused(UserKey key) {
        lock.lock();
        try {
            tick++;
            cache.get(key).ifPresent(route -> cache.put(key, route.refused(tick)));
        } finally {
            lock.unlock();
        }
    }

    /// An entry has changed.
    ///
    /// @return the users who stood in it
    Set<UserId> changed(String entry, Optional<UserId> user) {
        lock.lock();
        try {
            changes.add(++tick, Optional.of(entry), user);
            cache.dropNobody();
            user.ifPresent(cache::dropUser);
            return cache.dropEntry(entry);
        } finally {
            lock.unlock();
        }
    }

    /// Changes may have been missed: nothing is fresh any more. It stays for an outage, which is
    /// when changes are missed.
    void missed() {
        lock.lock();
        try {
            changes.addMissed(++tick);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets everything.
    void clear() {
        lock.lock();
        try {
            changes.addMissed(++tick);
            cache.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what is known of a user, and of the user's name.
    void clear(UserId user) {
        lock.lock();
        try {
            changes.add(++tick, Optional.empty(), Optional.of(user));
            cache.dropNobody();
            cache.dropUser(user);
            cache.remove(new UserKey.Address(MailAddress.parse(user.name())));
        } finally {
            lock.unlock();
        }
    }

    /// Begins a search; called with the lock held.
    private Flight begin(UserKey key) {
        Flight flight = flights.prepare(key);
        flight.begin(++tick, clock.millis());
        Thread.ofVirtual().name("user search").start(() -> fly(key, flight));
        flights.begun(key, flight);
        return flight;
    }

    private void fly(UserKey key, Flight flight) {
        Finding finding = new Finding.Unavailable("the search ended without an answer");
        try {
            finding = module.find(key);
        } catch (Failure.Unavailable e) {
            finding = new Finding.Unavailable(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("bug in the user database {}", module.name(), e);
            finding = new Finding.Unavailable(e.toString());
        } finally {
            land(key, flight, finding);
        }
    }

    private void land(UserKey key, Flight flight, Finding finding) {
        Optional<Flight> failed = Optional.empty();
        lock.lock();
        try {
            boolean outage = finding instanceof Finding.Unavailable;
            if (!outage) {
                keep(key, flight, finding);
            }
            Optional<Flight> next = flights.over(key, flight);
            if (next.isPresent() && outage) {
                failed = flights.giveUp(key); // they waited as long as this one
            } else {
                next.ifPresent(_ -> begin(key));
            }
        } finally {
            lock.unlock();
            flight.land(finding);
        }
        failed.ifPresent(waiting -> waiting.land(finding));
    }

    /// Keeps what a search found, unless a later one was quicker or a change has outdated it.
    private void keep(UserKey key, Flight flight, Finding finding) {
        Optional<Route> older = cache.get(key);
        if (older.isPresent() && older.get().begun() > flight.begun()) {
            return;
        }
        if (changes.outdate(finding, flight.begun())) {
            cache.remove(key);
        } else {
            Route route = new Route(finding, flight.begun(), flight.since());
            cache.put(key, older.map(route::inherit).orElse(route));
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static String kind(UserKey key) {
        return switch (key) {
            case UserKey.Login _ -> "login";
            case UserKey.Address _ -> "address";
            case UserKey.CatchAll _ -> "catch-all";
        };
    }
}
