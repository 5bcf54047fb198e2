package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.common.users.Site.accepted;
import static org.tohost.common.users.Site.await;
import static org.tohost.common.users.Site.found;
import static org.tohost.common.users.Site.get;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserChange;
import org.tohost.common.domain.UserId;

class UsersFlightTest {
    private static final String FRED = "fred@example.test";
    private static final int MANY = 1_000;

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.module.held().open();
        site.close();
    }

    private void awaitJoined(int callers) {
        await(() ->
                site.registry.find("tohost.users.joined").counter() != null
                        && site.count("tohost.users.joined") == callers);
    }

    @Test
    void aThousandLoginsOfOneUserMakeOneSearch() {
        site.module.held().shut();
        List<Future<AuthResult>> logins = Site.atOnce(MANY, () -> site.check(FRED, "secret"));
        awaitJoined(MANY - 1);
        site.module.held().open();
        logins.forEach(login -> assertEquals(accepted("fred", "be1"), get(login)));
        assertEquals(1, site.searchesForFred());
        assertEquals(MANY, site.module.checked().size());
    }

    @Test
    void aFailureIsSharedByThoseWhoWaitedAndNotKept() {
        site.module.fallSilent();
        site.module.held().shut();
        List<Future<LookupResult>> lookups = Site.atOnce(MANY, () -> site.lookup(FRED));
        awaitJoined(MANY - 1);
        site.module.wake();
        site.module.held().open();
        lookups.forEach(lookup -> assertInstanceOf(LookupResult.Unavailable.class, get(lookup)));
        assertEquals(1, site.searchesForFred());
        assertEquals(found("fred", "be1"), site.lookup(FRED));
    }

    @Test
    void oneWhoIsInterruptedCostsTheOthersNothing() {
        site.module.held().shut();
        AtomicReference<LookupResult> hasty = new AtomicReference<>();
        Thread first = Thread.ofVirtual().start(() -> hasty.set(site.lookup(FRED)));
        site.module.held().await(1);
        Future<LookupResult> patient = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        awaitJoined(1);
        first.interrupt();
        await(() -> hasty.get() != null);
        assertInstanceOf(LookupResult.Unavailable.class, hasty.get());
        site.module.held().open();
        assertEquals(found("fred", "be1"), get(patient));
        assertEquals(1, site.searchesForFred());
    }

    @Test
    void aSearchThatBeganBeforeAChangeIsNeitherJoinedNorKept() {
        site.module.held().shut();
        Future<LookupResult> before = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        site.module.held().await(1);
        site.module.with("fred", "be2", "secret");
        site.module.changes().changed("uid=fred", Optional.empty());
        Future<LookupResult> after = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        site.module.held().await(2);
        site.module.held().open();
        assertEquals(found("fred", "be1"), get(before));
        assertEquals(found("fred", "be2"), get(after));
        assertEquals(found("fred", "be2"), site.lookup(FRED));
        assertEquals(2, site.searchesForFred());
    }

    @Test
    void anAnswerThatAChangeHasOutdatedIsNotKept() {
        site.module.held().shut();
        Future<LookupResult> before = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        site.module.held().await(1);
        site.module.with("fred", "be2", "secret");
        site.module.changes().changed("uid=fred", Optional.empty());
        site.module.held().open();
        assertEquals(found("fred", "be1"), get(before));
        assertEquals(found("fred", "be2"), site.lookup(FRED));
    }

    @Test
    void nobodyIsNotKeptWhenAnythingHasChangedMeanwhile() {
        site.module.held().shut();
        Future<LookupResult> before =
                Site.atOnce(1, () -> site.lookup("anna@example.test")).getFirst();
        site.module.held().await(1);
        site.module.with("anna", "be1", "x");
        site.module.changes().changed("uid=anna", Optional.empty());
        site.module.held().open();
        assertEquals(new LookupResult.NoSuchUser(), get(before));
        assertEquals(found("anna", "be1"), site.lookup("anna@example.test"));
    }

    @Test
    void aChangeElsewhereLeavesTheAnswer() {
        site.module.held().shut();
        Future<LookupResult> before = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        site.module.held().await(1);
        site.module.changes().changed("uid=anna", Optional.empty());
        site.module.held().open();
        assertEquals(found("fred", "be1"), get(before));
        assertEquals(found("fred", "be1"), site.lookup(FRED));
        assertEquals(1, site.searchesForFred());
    }

    @Test
    void aSlowOldAnswerDoesNotReplaceANewerOne() {
        site.module.held().shut();
        Future<LookupResult> slow = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        site.module.held().await(1);
        site.module.with("fred", "be2", "secret"); // nobody tells of it
        site.module.changes().changed("uid=anna", Optional.empty());
        Future<LookupResult> quick = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        site.module.held().await(2);
        site.module.held().let(2);
        assertEquals(found("fred", "be2"), get(quick));
        site.module.held().let(1);
        assertEquals(found("fred", "be1"), get(slow));
        assertEquals(found("fred", "be2"), site.lookup(FRED));
        assertEquals(2, site.searchesForFred());
    }

    @Test
    void lookingNowNeverTakesASearchThatHadBegun() {
        site.module.held().shut();
        Future<LookupResult> old = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
        site.module.held().await(1);
        site.module.with("fred", "be2", "secret");
        List<Future<LookupResult>> now = Site.atOnce(MANY, () -> site.lookupNow(FRED));
        site.module.held().let(1);
        assertEquals(found("fred", "be1"), get(old));
        site.module.held().open();
        now.forEach(lookup -> assertEquals(found("fred", "be2"), get(lookup)));
        assertEquals(found("fred", "be2"), site.lookup(FRED));
    }

    @Test
    void thoseWhoLookNowAtTheSameTimeShareTheNextSearch() {
        site.module.held().shut();
        Future<LookupResult> first = Site.atOnce(1, () -> site.lookupNow(FRED)).getFirst();
        site.module.held().await(1);
        AtomicInteger asking = new AtomicInteger();
        List<Future<LookupResult>> now =
                Site.atOnce(
                        MANY,
                        () -> {
                            asking.incrementAndGet();
                            return site.lookupNow(FRED);
                        });
        await(() -> asking.get() == MANY);
        site.module.held().let(1);
        get(first);
        site.module.held().open();
        now.forEach(lookup -> assertEquals(found("fred", "be1"), get(lookup)));
        assertTrue(site.searchesForFred() < 20, site.searchesForFred() + " searches");
    }

    @Test
    void thoseWhoWaitForTheNextSearchShareTheFailureOfThisOne() {
        site.module.fallSilent();
        site.module.held().shut();
        Future<LookupResult> first = Site.atOnce(1, () -> site.lookupNow(FRED)).getFirst();
        site.module.held().await(1);
        AtomicReference<LookupResult> result = new AtomicReference<>();
        Thread second = Thread.ofVirtual().start(() -> result.set(site.lookupNow(FRED)));
        await(() -> second.getState() == Thread.State.WAITING);
        site.module.held().let(1);
        assertInstanceOf(LookupResult.Unavailable.class, get(first));
        await(() -> result.get() != null);
        assertInstanceOf(LookupResult.Unavailable.class, result.get());
        assertEquals(1, site.searchesForFred());
    }

    @Test
    void whoHearsOfAChangeFindsTheNewEntry() {
        AtomicReference<LookupResult> seen = new AtomicReference<>();
        try (var _ =
                site.users.watch(change -> {
                    if (change instanceof UserChange.One) {
                        seen.set(site.lookup(FRED));
                    }
                })) {
            site.module.held().shut();
            Future<LookupResult> before = Site.atOnce(1, () -> site.lookup(FRED)).getFirst();
            site.module.held().await(1);
            site.module.with("fred", "be2", "secret");
            site.module.changes().changed("uid=fred", Optional.of(new UserId(FRED)));
            site.module.held().open();
            get(before);
            await(() -> seen.get() != null);
            assertEquals(found("fred", "be2"), seen.get());
        }
    }
}
