package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.common.fixture.ScriptedModule.address;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.Seeded;

class RouteCacheTest {
    private static Route found(String entry, String user) {
        return new Route(new Finding.Found(entry, Site.account(user, "be1")), 1, 0);
    }

    private static Route nobody() {
        return new Route(new Finding.None(), 1, 0);
    }

    private static UserKey key(int i) {
        return address("k" + i + "@example.test");
    }

    @Test
    void whatWasLongestNotAskedForGivesWay() {
        RouteCache cache = new RouteCache(4);
        for (int i = 0; i < 3; i++) {
            cache.put(key(i), found("e" + i, "u" + i));
        }
        assertTrue(cache.get(key(0)).isPresent());
        cache.put(key(3), found("e3", "u3"));
        assertTrue(cache.get(key(0)).isPresent());
        assertTrue(cache.get(key(1)).isEmpty());
        assertEquals(6, cache.indexed());
    }

    @Test
    void guessedNamesPushNobodyOut() {
        RouteCache cache = new RouteCache(100);
        for (int i = 0; i < 75; i++) {
            cache.put(key(i), found("e" + i, "u" + i));
        }
        for (int i = 1_000; i < 100_000; i++) {
            cache.put(key(i), nobody());
        }
        assertEquals(75, cache.found());
        assertEquals(25, cache.nobody());
    }

    @Test
    void theIndexHoldsWhatIsKeptAndNothingElse() {
        Seeded.check(
                300,
                dice -> {
                    RouteCache cache = new RouteCache(1 + dice.upTo(20));
                    for (int i = 0; i < 200; i++) {
                        UserKey key = key(dice.upTo(15));
                        switch (dice.upTo(5)) {
                            case 0 -> cache.put(key, nobody());
                            case 1 -> cache.dropEntry("e" + dice.upTo(5));
                            case 2 ->
                                    cache.dropUser(
                                            new UserId("u" + dice.upTo(5) + "@example.test"));
                            case 3 -> cache.remove(key);
                            default ->
                                    cache.put(key, found("e" + dice.upTo(5), "u" + dice.upTo(5)));
                        }
                    }
                    for (int i = 0; i <= 5; i++) {
                        cache.dropEntry("e" + i);
                    }
                    assertEquals(0, cache.found());
                    assertEquals(0, cache.indexed());
                });
    }

    @Test
    void saysWhoStoodInAnEntry() {
        RouteCache cache = new RouteCache(10);
        cache.put(key(1), found("e", "anna"));
        cache.put(key(2), found("e", "otto"));
        cache.put(key(3), found("f", "otto"));
        assertEquals(
                Set.of(new UserId("anna@example.test"), new UserId("otto@example.test")),
                cache.dropEntry("e"));
        assertEquals(1, cache.found());
        assertEquals(Set.of(), cache.dropEntry("e"));
    }
}
