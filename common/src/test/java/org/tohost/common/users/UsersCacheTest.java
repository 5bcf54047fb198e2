package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.common.fixture.ScriptedModule.address;
import static org.tohost.common.users.Site.found;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;

class UsersCacheTest {
    private static final String FRED = "fred@example.test";
    private static final LookupResult NOBODY = new LookupResult.NoSuchUser();

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
        assertTrue(site.module.isClosed());
    }

    @Test
    void asksOnceWithinTheTimeToLive() {
        assertEquals(found("fred", "be1"), site.lookup(FRED));
        site.module.with("fred", "be2", "secret");
        site.later(Duration.ofMillis(59_999));
        assertEquals(found("fred", "be1"), site.lookup("FRED@Example.Test"));
        assertEquals(1, site.searchesForFred());
        site.later(Duration.ofMillis(1));
        assertEquals(found("fred", "be2"), site.lookup(FRED));
        assertEquals(2, site.searchesForFred());
        assertEquals(1, site.count("tohost.users.cache", "key", "address", "result", "hit"));
        assertEquals(2, site.count("tohost.users.cache", "key", "address", "result", "miss"));
    }

    @Test
    void believesForAShortTimeThatThereIsNobody() {
        assertEquals(NOBODY, site.lookup("anna@example.test"));
        site.module.with("anna", "be1", "x");
        site.later(Duration.ofMillis(9_999));
        assertEquals(NOBODY, site.lookup("anna@example.test"));
        site.later(Duration.ofMillis(1));
        assertEquals(found("anna", "be1"), site.lookup("anna@example.test"));
    }

    @Test
    void aClockThatIsSetBackMakesNothingYounger() {
        site.lookup(FRED);
        site.later(Duration.ofHours(-1));
        site.lookup(FRED);
        assertEquals(2, site.searchesForFred());
    }

    @Test
    void aUserIsNobodyElseWhoGetsTheUsersMail() {
        UserId fred = new UserId(FRED);
        Finding rest = new Finding.Found("uid=rest", Site.account("rest", "be3"));
        site.module.with("fred+lists", "be2", "x");
        site.module.put(new UserKey.CatchAll("example.test"), rest);
        assertEquals(found("fred", "be1"), site.users.lookupNow(fred));
        assertEquals(
                found("fred+lists", "be2"),
                site.users.lookupNow(new UserId("fred+lists@example.test")));
        site.module.without("fred+lists");
        assertEquals(NOBODY, site.users.lookupNow(new UserId("fred+lists@example.test")));
        site.module.without("fred");
        assertEquals(found("rest", "be3"), site.lookupNow(FRED));
        assertEquals(NOBODY, site.users.lookupNow(fred));
        site.module.put(address(FRED), rest);
        assertEquals(NOBODY, site.users.lookupNow(fred));
        site.module.fallSilent();
        assertInstanceOf(LookupResult.Unavailable.class, site.users.lookupNow(fred));
    }

    @Test
    void looksForTheAddressThenTheUserThenTheCatchAll() {
        UserKey rest = new UserKey.CatchAll("example.test");
        assertEquals(found("fred", "be1"), site.lookup("fred+lists+java@example.test"));
        assertEquals(
                List.of(address("fred+lists+java@example.test"), address(FRED)),
                site.module.asked());
        assertEquals(NOBODY, site.lookup("a+b@example.test"));
        site.users.clear();
        site.module.put(rest, new Finding.Found("uid=rest", Site.account("rest", "be3")));
        assertEquals(found("rest", "be3"), site.lookup("a+b@example.test"));
        assertEquals(found("rest", "be3"), site.lookup("c@example.test"));
        assertEquals(2, site.searches(rest));
    }

    @Test
    void theSeparatorIsASetting() {
        try (Site minus = new Site("g_subaddress_separator \"-\"");
                Site none = new Site("g_subaddress_separator \"\"")) {
            assertEquals(found("fred", "be1"), minus.lookup("fred-x@example.test"));
            assertEquals(NOBODY, minus.lookup("fred+x@example.test"));
            assertEquals(NOBODY, none.lookup("fred+x@example.test"));
        }
    }

    @Test
    void outlivesAnOutageWithWhatWasLastGood() {
        site.lookup(FRED);
        site.users.lookup(new LoginName(FRED));
        site.module.fallSilent();
        site.later(Duration.ofMinutes(59));
        assertEquals(found("fred", "be1"), site.lookup(FRED));
        assertEquals(found("fred", "be1"), site.users.lookup(new LoginName(FRED)));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookupNow(FRED));
        assertEquals(1, site.count("tohost.users.cache", "key", "login", "result", "stale"));
        site.later(Duration.ofMinutes(1));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup(FRED));
        site.module.wake();
        assertEquals(found("fred", "be1"), site.lookup(FRED));
    }

    @Test
    void anOutageIsNeverNobody() {
        assertEquals(NOBODY, site.lookup("anna@example.test"));
        site.module.fallSilent();
        assertEquals(NOBODY, site.lookup("anna@example.test"), "fresh, as the database said it");
        site.later(Duration.ofSeconds(10));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup("anna@example.test"));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup("otto@example.test"));
        assertInstanceOf(LookupResult.Unavailable.class, site.users.lookup(new LoginName("anna")));
    }

    @Test
    void whoWasNobodyBeforeAnOutageIsNotTheCatchAlls() {
        site.module.put(
                new UserKey.CatchAll("example.test"),
                new Finding.Found("uid=rest", Site.account("rest", "be3")));
        assertEquals(found("rest", "be3"), site.lookup("anna@example.test"));
        site.later(Duration.ofSeconds(9));
        site.lookup("otto@example.test");
        site.module.with("anna", "be1", "x");
        site.module.fallSilent();
        site.later(Duration.ofSeconds(9));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup("anna@example.test"));
        assertEquals(found("rest", "be3"), site.lookup("otto@example.test"), "fresh");
        site.later(Duration.ofMinutes(1));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup("otto@example.test"));
        site.module.wake();
        assertEquals(found("anna", "be1"), site.lookup("anna@example.test"));
    }

    @Test
    void aSubAddressOutlivesAnOutageAndWaitsForOneSearchOnly() {
        site.lookup("fred+x@example.test");
        site.module.fallSilent();
        site.later(Duration.ofMinutes(2));
        int before = site.module.asked().size();
        assertEquals(found("fred", "be1"), site.lookup("fred+x@example.test"));
        assertEquals(before + 1, site.module.asked().size());
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup("fred+y@example.test"));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookupNow("fred+x@example.test"));
    }

    @Test
    void aFailureIsNotKept() {
        site.module.fallSilent();
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup(FRED));
        site.module.wake();
        assertEquals(found("fred", "be1"), site.lookup(FRED));
    }

    @Test
    void aBugInAModuleIsAnOutage() {
        site.module.fail(new IllegalStateException("oops"));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup(FRED));
        assertInstanceOf(LookupResult.Unavailable.class, site.lookupNow(FRED));
    }

    @Test
    void lookingNowAsksEachTimeAndRefreshes() {
        site.lookup(FRED);
        site.module.with("fred", "be2", "secret");
        assertEquals(found("fred", "be2"), site.lookupNow(FRED));
        assertEquals(found("fred", "be2"), site.lookup(FRED));
        site.module.without("fred");
        assertEquals(NOBODY, site.lookupNow(FRED));
        assertEquals(NOBODY, site.lookup(FRED));
        assertEquals(3, site.searchesForFred());
    }

    @Test
    void aChangedEntryIsForgottenWithEveryNobody() {
        site.module.with("anna", "be1", "x");
        site.lookup(FRED);
        site.lookup("anna@example.test");
        site.lookup("otto@example.test");
        site.module.with("fred", "be2", "secret").with("anna", "be2", "x");
        site.module.with("otto", "be2", "x");
        site.module.changes().changed("uid=fred", Optional.empty());
        assertEquals(found("fred", "be2"), site.lookup(FRED));
        assertEquals(found("anna", "be1"), site.lookup("anna@example.test"));
        assertEquals(found("otto", "be2"), site.lookup("otto@example.test"));
        assertEquals(1, site.count("tohost.users.changes", "kind", "one"));
    }

    @Test
    void aChangeIsHeardByUserToo() {
        site.lookup(FRED);
        site.module.with("uid=fred,ou=moved", Site.account("fred", "be2"), "secret");
        site.module.changes().changed("uid=fred,ou=moved", Optional.of(new UserId(FRED)));
        assertEquals(found("fred", "be2"), site.lookup(FRED));
    }

    @Test
    void whatHasChangedIsNotGoodForAnOutage() {
        site.lookup(FRED);
        site.module.changes().changed("uid=fred", Optional.empty());
        site.module.fallSilent();
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup(FRED));
    }

    @Test
    void afterMissedChangesAllIsAskedAgainAndYetGoodForAnOutage() {
        site.lookup(FRED);
        site.module.fallSilent();
        site.module.changes().missed();
        assertEquals(found("fred", "be1"), site.lookup(FRED));
        assertEquals(2, site.searchesForFred());
        site.module.wake();
        site.module.with("fred", "be2", "secret");
        assertEquals(found("fred", "be2"), site.lookup(FRED));
    }

    @Test
    void canBeClearedByHand() {
        site.module.with("anna", "be1", "x");
        site.lookup(FRED);
        site.lookup("anna@example.test");
        site.users.clear(new UserId(FRED));
        site.module.fallSilent();
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup(FRED));
        assertEquals(found("anna", "be1"), site.lookup("anna@example.test"));
        site.users.clear();
        assertInstanceOf(LookupResult.Unavailable.class, site.lookup("anna@example.test"));
    }

    @Test
    void canBeExplained() {
        site.lookup("fred+x@example.test");
        site.module.with("fred", "be2", "secret");
        site.later(Duration.ofSeconds(30));
        List<Explanation> why = site.users.explain(MailAddress.parse("fred+x@example.test"));
        assertEquals(2, why.size());
        Explanation fred = why.getLast();
        assertEquals(address(FRED), fred.key());
        Explanation.Kept kept = fred.kept().orElseThrow();
        assertEquals(new Finding.Found("uid=fred", Site.account("fred", "be1")), kept.finding());
        assertEquals(site.clock.instant().minusSeconds(30), kept.since());
        assertTrue(kept.fresh());
        assertEquals(new Finding.Found("uid=fred", Site.account("fred", "be2")), fred.now());
        assertEquals("script", fred.module());
        assertEquals(Optional.empty(), site.users.explain(new LoginName("otto")).kept());
    }
}
