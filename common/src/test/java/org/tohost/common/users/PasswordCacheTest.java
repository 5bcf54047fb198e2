package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.tohost.common.fixture.ScriptedModule.login;
import static org.tohost.common.users.Site.accepted;
import static org.tohost.common.users.Site.rejected;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthResult.Reason;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.metrics.Meters;

class PasswordCacheTest {
    private static final String FRED = "fred@example.test";
    private static final String ON = "g_authent_password_cache \"5m\"";
    private static final String STALE = "g_authent_stale_passwords \"true\"";

    private static void tests(Site site, int expected, String password) {
        int before = site.module.checked().size();
        assertInstanceOf(AuthResult.Accepted.class, site.check(FRED, password));
        assertEquals(before + expected, site.module.checked().size());
    }

    @Test
    void isOffUnlessItIsTurnedOn() {
        try (Site site = new Site()) {
            tests(site, 1, "secret");
            tests(site, 1, "secret");
            site.module.fallSilent();
            assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "secret"));
        }
    }

    @Test
    void knowsAPasswordThatWasRightForItsTime() {
        try (Site site = new Site(ON)) {
            tests(site, 1, "secret");
            tests(site, 0, "secret");
            site.later(Duration.ofSeconds(299)); // the entry is searched for anew, and the same
            tests(site, 0, "secret");
            assertEquals(2, site.count("tohost.users.passwords", "result", "hit"));
            site.later(Duration.ofSeconds(1));
            tests(site, 1, "secret");
        }
    }

    @Test
    void aPasswordThatIsRightNowIsNeverRefusedBecauseAnotherWasRight() {
        try (Site site = new Site(ON)) {
            tests(site, 1, "secret");
            site.module.with("fred", "be1", "changed");
            tests(site, 1, "changed");
            tests(site, 0, "changed");
        }
    }

    @Test
    void aRefusalEndsIt() {
        try (Site site = new Site(ON)) {
            tests(site, 1, "secret");
            assertEquals(rejected(Reason.WRONG_PASSWORD), site.check(FRED, "Secret"));
            tests(site, 1, "secret");
        }
    }

    @Test
    void aChangeOfTheEntryEndsIt() {
        try (Site site = new Site(ON)) {
            tests(site, 1, "secret");
            site.module.changes().changed("uid=anna", Optional.empty());
            tests(site, 0, "secret");
            site.module.changes().changed("uid=fred", Optional.empty());
            tests(site, 1, "secret");
            site.module.changes().missed();
            tests(site, 1, "secret");
            site.users.clear();
            tests(site, 1, "secret");
        }
    }

    @Test
    void anEntryThatIsFoundOtherwiseEndsIt() {
        try (Site site = new Site(ON)) {
            tests(site, 1, "secret");
            site.module.with("fred", "be2", "secret");
            site.later(Duration.ofMinutes(2));
            assertEquals(Site.found("fred", "be2"), site.users.lookup(new LoginName(FRED)));
            tests(site, 1, "secret");
        }
    }

    @Test
    void aTestThatBeganBeforeAChangeIsNotKept() {
        try (Site site = new Site(ON)) {
            site.module.held().shut();
            Future<AuthResult> before = Site.atOnce(1, () -> site.check(FRED, "secret")).getFirst();
            site.module.held().await(1);
            site.module.changes().changed("uid=fred", Optional.empty());
            site.module.held().open();
            assertEquals(accepted("fred", "be1"), Site.get(before));
            tests(site, 1, "secret");
        }
    }

    @Test
    void aTestThatBeganBeforeARefusalIsNotKept() {
        try (Site site = new Site(ON)) {
            Routes routes = routes(site);
            PasswordCache passwords = passwords(site, routes);
            Login fred = new Login(new LoginName(FRED), Secret.of("secret"), Service.IMAP, "");
            long begun = routes.tick();
            routes.find(login(FRED));
            passwords.refused(fred);
            passwords.accepted(fred, Site.account("fred", "be1"), begun, site.clock.millis());
            assertEquals(Optional.empty(), passwords.recall(fred));
            long later = routes.tick();
            passwords.accepted(fred, Site.account("fred", "be1"), later, site.clock.millis());
            assertEquals(Optional.of(Site.account("fred", "be1")), passwords.recall(fred));
        }
    }

    @Test
    void itOpensNoAccountThatIsClosedOrBarred() {
        try (Site site = new Site(ON, "g_access_group group=\"web\" access_pop=\"192.0.2.9\"")) {
            site.module.with("uid=fred", account(Account.Status.OK, "web"), "secret");
            tests(site, 1, "secret");
            assertEquals(
                    rejected(Reason.NOT_ALLOWED), site.check(FRED, "secret", Service.POP3, "::1"));
            site.module.with("uid=fred", account(Account.Status.CLOSED, "web"), "secret");
            site.module.changes().changed("uid=fred", Optional.empty());
            assertEquals(rejected(Reason.CLOSED), site.check(FRED, "secret"));
        }
    }

    @Test
    void groupsThatHaveChangedDoNotRefuseByWhatWasKept() {
        try (Site site = new Site(ON, "g_access_group group=\"web\" access_pop=\"192.0.2.9\"")) {
            site.module.with("uid=fred", account(Account.Status.OK, "web"), "secret");
            tests(site, 1, "secret");
            site.module.with("uid=fred", account(Account.Status.OK), "secret");
            assertEquals(accepted("fred", "be1"), site.check(FRED, "secret", Service.POP3, "::1"));
        }
    }

    @Test
    void aClosedAccountIsNotRecalledThoughItsPasswordWasRight() {
        try (Site site = new Site()) {
            site.module.with("uid=fred", account(Account.Status.CLOSED), "secret");
            Routes routes = routes(site);
            PasswordCache passwords = passwords(site, routes);
            accept(site, routes, passwords, "fred");
            Login fred = new Login(new LoginName(FRED), Secret.of("secret"), Service.IMAP, "");
            assertEquals(Optional.empty(), passwords.recall(fred));
        }
    }

    @Test
    void servesAnOutageOnlyIfThatIsTurnedOn() {
        try (Site site = new Site(ON)) {
            tests(site, 1, "secret");
            site.later(Duration.ofMinutes(6));
            site.module.fallSilent();
            assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "secret"));
        }
        try (Site site = new Site(STALE)) {
            tests(site, 1, "secret");
            tests(site, 1, "secret");
            site.later(Duration.ofMinutes(59));
            site.module.fallSilent();
            site.module.changes().missed();
            assertEquals(accepted("fred", "be1"), site.check(FRED, "secret"));
            assertEquals(1, site.count("tohost.users.passwords", "result", "stale"));
            assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "wrong"));
            assertInstanceOf(AuthResult.Unavailable.class, site.check("anna", "secret"));
            assertEquals(accepted("fred", "be1"), site.check(FRED, "secret"));
            site.later(Duration.ofMinutes(1));
            assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "secret"));
        }
    }

    @Test
    void keepsHashesOnlyAndSaltsThem() {
        try (Site site = new Site(ON)) {
            site.module.with("anna", "be1", "secret");
            Routes routes = routes(site);
            PasswordCache passwords = passwords(site, routes);
            KnownPassword fred = accept(site, routes, passwords, "fred");
            KnownPassword anna = accept(site, routes, passwords, "anna");
            assertEquals(32, fred.hash().octets().length);
            assertNotEquals(fred.hash(), anna.hash());
            assertNotEquals(fred.salt(), anna.salt());
            assertFalse(fred.toString().contains("secret"));
        }
    }

    private static Routes routes(Site site) {
        return new Routes(
                site.module,
                UsersFixture.bind(UsersSettings.class, ON),
                site.clock,
                new Meters(site.registry));
    }

    private static PasswordCache passwords(Site site, Routes routes) {
        return new PasswordCache(
                routes,
                UsersFixture.bind(UsersSettings.class, ON),
                new Users.Tools(site.clock, new SplittableRandom(7), new Meters(site.registry)));
    }

    private static KnownPassword accept(
            Site site, Routes routes, PasswordCache passwords, String name) {
        LoginName full = new LoginName(name + "@example.test");
        passwords.accepted(
                new Login(full, Secret.of("secret"), Service.IMAP, ""),
                Site.account(name, "be1"),
                routes.tick(),
                site.clock.millis());
        return routes.kept(login(full.text())).orElseThrow().password().orElseThrow();
    }

    private static Account account(Account.Status status, String... groups) {
        return new Account(
                new UserId(FRED),
                List.of("be1"),
                status,
                List.of(groups),
                OptionalLong.empty(),
                List.of(),
                Optional.empty());
    }
}
