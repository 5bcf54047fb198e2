package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

class UsersPropertyTest {
    private static final List<String> NAMES = List.of("anna", "fred", "otto");
    private static final String NONE = "";
    private static final long TTL = 60_000;
    private static final long NEGATIVE = 10_000;
    private static final long STALE = 600_000;

    /// What stood in the database after each step, and what was told of.
    private static final class History implements AutoCloseable {
        private record Step(long at, List<String> tohosts) {}

        final Site site = new Site("g_authent_stale \"10m\"");
        final List<String> now = new ArrayList<>(List.of(NONE, NONE, NONE));
        final List<Step> steps = new ArrayList<>();
        final int[] toldOf = new int[NAMES.size()];
        int toldOfAny;
        boolean silent;
        int version;

        History() {
            site.module.without("fred");
            step();
        }

        void step() {
            steps.add(new Step(site.clock.millis(), List.copyOf(now)));
        }

        /// {@return true if this stood there within the time, and since this step}
        boolean stood(int name, String tohost, long millis, int since) {
            for (int i = Math.max(since, 0); i < steps.size(); i++) {
                long until = i + 1 < steps.size() ? steps.get(i + 1).at() : site.clock.millis();
                boolean lately = site.clock.millis() - until < millis;
                if (lately && steps.get(i).tohosts().get(name).equals(tohost)) {
                    return true;
                }
            }
            return false;
        }

        void change(int name, Dice dice) {
            String tohost = dice.oneIn(3) ? NONE : "be" + ++version;
            now.set(name, tohost);
            if (tohost.isEmpty()) {
                site.module.without(NAMES.get(name));
            } else {
                site.module.with(NAMES.get(name), tohost, "secret");
            }
            step();
        }

        void tell(int name, Dice dice) {
            UserId user = new UserId(NAMES.get(name) + "@example.test");
            site.module
                    .changes()
                    .changed(
                            "uid=" + NAMES.get(name),
                            dice.oneIn(2) ? Optional.of(user) : Optional.empty());
            toldOf[name] = steps.size() - 1;
            toldOfAny = steps.size() - 1;
        }

        void judge(int name, LookupResult result, boolean lookedNow) {
            String what = NAMES.get(name) + " " + result;
            switch (result) {
                case LookupResult.Found(var account) -> {
                    long limit = silent ? STALE : TTL;
                    String tohost = account.tohost().getFirst();
                    assertTrue(stood(name, tohost, limit, toldOf[name]), what);
                    assertTrue(!lookedNow || (now.get(name).equals(tohost) && !silent), what);
                }
                case LookupResult.NoSuchUser() -> {
                    assertTrue(stood(name, NONE, NEGATIVE, toldOfAny), what);
                    assertTrue(!lookedNow || (now.get(name).equals(NONE) && !silent), what);
                }
                case LookupResult.Unavailable _ -> assertTrue(silent, what);
            }
        }

        void judge(int name, AuthResult result) {
            String what = NAMES.get(name) + " " + result;
            switch (result) {
                case AuthResult.Accepted(var account) -> {
                    String tohost = account.tohost().getFirst();
                    assertTrue(!silent && stood(name, tohost, TTL, toldOf[name]), what);
                }
                case AuthResult.NoSuchUser() ->
                        assertTrue(!silent && now.get(name).equals(NONE), what);
                case AuthResult.Unavailable _ -> assertTrue(silent, what);
                case AuthResult.Rejected _ -> throw new AssertionError(what);
            }
        }

        @Override
        public void close() {
            site.close();
        }
    }

    private static void play(History history, Dice dice) {
        int name = dice.upTo(NAMES.size() - 1);
        String address = NAMES.get(name) + "@example.test";
        switch (dice.upTo(9)) {
            case 0 -> history.change(name, dice);
            case 1 -> {
                history.change(name, dice);
                history.tell(name, dice);
            }
            case 2 -> {
                history.site.later(Duration.ofMillis(dice.upTo(40_000)));
                history.step();
            }
            case 3 -> {
                history.silent = dice.oneIn(2);
                if (history.silent) {
                    history.site.module.fallSilent();
                } else {
                    history.site.module.wake();
                }
            }
            case 4 -> history.judge(name, history.site.lookupNow(address), true);
            case 5, 6 -> history.judge(name, history.site.check(address, "secret"));
            default -> history.judge(name, history.site.lookup(address), false);
        }
    }

    @Test
    void noAnswerIsTooOldAndNoOutageIsAnAnswer() {
        Seeded.check(
                150,
                dice -> {
                    try (History history = new History()) {
                        for (int i = 0; i < 150; i++) {
                            play(history, dice);
                        }
                    }
                });
    }

    /// Whatever runs at the same time: an answer is as new as the last change that was heard of
    /// before the question, and one past the cache as new as the last change before it.
    @Test
    void noAnswerIsOlderThanTheLastChangeHeardOf() {
        try (Site site = new Site("g_authent_cache_ttl \"1d\"")) {
            AtomicInteger written = new AtomicInteger();
            AtomicInteger heard = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            site.module.with("fred", "v0", "secret");
            List<Future<Integer>> kept =
                    Site.atOnce(6, () -> read(over, heard, () -> site.lookup("fred@example.test")));
            List<Future<Integer>> fresh =
                    Site.atOnce(
                            3,
                            () -> read(over, written, () -> site.lookupNow("fred@example.test")));
            for (int version = 1; version <= 2_000; version++) {
                site.module.with("fred", "v" + version, "secret");
                written.set(version);
                site.module.changes().changed("uid=fred", Optional.empty());
                heard.set(version);
            }
            over.set(true);
            kept.forEach(reader -> assertTrue(Site.get(reader) > 0));
            fresh.forEach(reader -> assertTrue(Site.get(reader) > 0));
            assertEquals(Site.found("fred", "v2000"), site.lookup("fred@example.test"));
        }
    }

    private static int read(
            AtomicBoolean over, AtomicInteger least, Supplier<LookupResult> question) {
        int asked = 0;
        do {
            int atLeast = least.get();
            LookupResult.Found found = assertInstanceOf(LookupResult.Found.class, question.get());
            int version = Integer.parseInt(found.account().tohost().getFirst().substring(1));
            assertTrue(version >= atLeast, version + " < " + atLeast);
            asked++;
        } while (!over.get());
        return asked;
    }
}
