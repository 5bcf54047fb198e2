package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.common.users.Site.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.UserChange;
import org.tohost.common.authent.UserDatabase.Watch;
import org.tohost.common.domain.UserId;

class WatcherTest {
    private static final UserId FRED = new UserId("fred@example.test");
    private static final UserId ANNA = new UserId("anna@example.test");
    private static final UserChange ANY = new UserChange.Any();

    private final Site site = new Site();
    private final List<UserChange> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        site.close();
    }

    private static UserChange one(UserId user) {
        return new UserChange.One(user);
    }

    private void awaitHeard(UserChange... changes) {
        await(() -> heard.size() >= changes.length);
        assertEquals(List.of(changes), heard);
    }

    @Test
    void hearsOfTheUserWhoStandsThereNowAndOfTheOneWhoStoodThere() {
        try (var _ = site.users.watch(heard::add)) {
            site.lookup("fred@example.test");
            site.module.changes().changed("uid=fred", Optional.empty());
            awaitHeard(one(FRED));
            site.lookup("fred@example.test");
            site.module.changes().changed("uid=fred", Optional.of(ANNA));
            await(() -> heard.size() == 3);
            assertTrue(heard.containsAll(List.of(one(FRED), one(ANNA))));
        }
    }

    @Test
    void hearsOfAnyUserIfNobodyKnowsWho() {
        try (var _ = site.users.watch(heard::add)) {
            site.module.changes().changed("uid=otto", Optional.empty());
            awaitHeard(ANY);
        }
    }

    @Test
    void hearsOfAnyUserAtMostOnceASecondAndOfOneAtOnce() {
        try (var _ = site.users.watch(heard::add)) {
            site.module.changes().missed();
            awaitHeard(ANY);
            site.module.changes().missed();
            site.module.changes().missed();
            site.users.clear(FRED);
            awaitHeard(ANY, one(FRED));
            site.later(Duration.ofSeconds(1));
            site.users.clear(FRED);
            await(() -> heard.size() >= 3);
            assertEquals(ANY, heard.get(2));
        }
    }

    @Test
    void aClockThatIsSetBackDelaysNothing() {
        try (var _ = site.users.watch(heard::add)) {
            site.module.changes().missed();
            awaitHeard(ANY);
            site.later(Duration.ofHours(-1));
            site.module.changes().missed();
            awaitHeard(ANY, ANY);
        }
    }

    @Test
    void hearsOfClearing() {
        try (var _ = site.users.watch(heard::add)) {
            site.users.clear(ANNA);
            awaitHeard(one(ANNA));
            site.users.clear();
            awaitHeard(one(ANNA), ANY);
        }
    }

    /// Hears of the first change and says that it is busy; goes on when it may.
    private Watch watchHeldUp(CountDownLatch busy, CountDownLatch go) {
        return site.users.watch(change -> {
            busy.countDown();
            Site.pass(go);
            heard.add(change);
        });
    }

    @Test
    void whatWaitsIsToldOnceAndOneAtATime() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (var _ = watchHeldUp(busy, go)) {
            site.users.clear(FRED);
            Site.pass(busy);
            for (int i = 0; i < 1_000; i++) {
                site.users.clear(ANNA);
                site.users.clear(FRED);
            }
            go.countDown();
            awaitHeard(one(FRED), one(ANNA), one(FRED));
        }
    }

    @Test
    void anyUserTakesTheUsersWithIt() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (var _ = watchHeldUp(busy, go)) {
            site.users.clear(FRED);
            Site.pass(busy);
            site.users.clear(ANNA);
            site.users.clear();
            go.countDown();
            await(() -> heard.contains(ANY));
            site.users.clear(FRED);
            awaitHeard(one(FRED), ANY, one(FRED));
        }
    }

    @Test
    void oneWhoThrowsOrBlocksCostsNobodyElse() {
        CountDownLatch never = new CountDownLatch(1);
        try (var _ = site.users.watch(_ -> Site.pass(never));
                var _ =
                        site.users.watch(change -> {
                            heard.add(change);
                            throw new IllegalStateException("oops");
                        })) {
            site.users.clear(FRED);
            awaitHeard(one(FRED));
            site.users.clear(ANNA);
            awaitHeard(one(FRED), one(ANNA));
            never.countDown();
        }
    }

    @Test
    void mayBeClosedFromWithin() {
        AtomicReference<Watch> watch = new AtomicReference<>();
        List<UserChange> others = new CopyOnWriteArrayList<>();
        watch.set(
                site.users.watch(change -> {
                    heard.add(change);
                    await(() -> watch.get() != null);
                    watch.get().close();
                }));
        try (var _ = site.users.watch(others::add)) {
            site.users.clear(FRED);
            awaitHeard(one(FRED));
            await(() -> others.size() == 1);
            site.users.clear(ANNA);
            await(() -> others.size() == 2);
            awaitHeard(one(FRED));
        }
    }

    @Test
    void tooManyUsersAreAnyUser() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (var _ = watchHeldUp(busy, go)) {
            site.users.clear(FRED);
            Site.pass(busy);
            for (int i = 0; i < 10_001; i++) {
                site.users.clear(new UserId("u" + i + "@example.test"));
            }
            go.countDown();
            awaitHeard(one(FRED), ANY);
        }
    }
}
