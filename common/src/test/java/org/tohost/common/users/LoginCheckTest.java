package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.tohost.common.fixture.ScriptedModule.login;
import static org.tohost.common.users.Site.accepted;
import static org.tohost.common.users.Site.rejected;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthResult.Reason;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

class LoginCheckTest {
    private static final String FRED = "fred@example.test";

    private final Site site =
            new Site(
                    "g_access_group group=\"web\" access_pop=\"192.0.2.9\" access_imap=\"*\""
                            + " access_smtp=\"!*\"");

    @AfterEach
    void close() {
        site.close();
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

    @Test
    void usesTheKeptEntry() {
        assertEquals(accepted("fred", "be1"), site.check("Fred@Example.Test", "secret"));
        assertEquals(accepted("fred", "be1"), site.check(FRED, "secret"));
        assertEquals(1, site.searchesForFred());
        assertEquals(2, site.module.checked().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0\0\0"})
    void anEmptyPasswordIsNeverAskedAbout(String empty) {
        assertEquals(rejected(Reason.WRONG_PASSWORD), site.check(FRED, empty));
        assertEquals(rejected(Reason.WRONG_PASSWORD), site.check("nobody", empty));
        assertEquals(List.of(), site.module.checked());
        assertEquals(List.of(), site.module.asked());
    }

    @Test
    void aUserWhoIsNewIsNotRefusedByWhatWasKept() {
        assertEquals(new AuthResult.NoSuchUser(), site.check("anna@example.test", "x"));
        site.module.with("anna", "be1", "x");
        assertEquals(accepted("anna", "be1"), site.check("anna@example.test", "x"));
    }

    @Test
    void aUserWhoWasMovedIsNotRefusedByWhatWasKept() {
        site.check(FRED, "secret");
        site.module.with("uid=fred,ou=new", account(Account.Status.OK), "new secret");
        assertEquals(accepted("fred", "be1"), site.check(FRED, "new secret"));
    }

    @Test
    void anAccountThatWasReopenedIsNotRefusedByWhatWasKept() {
        site.module.with("uid=fred", account(Account.Status.CLOSED), "secret");
        assertEquals(rejected(Reason.CLOSED), site.check(FRED, "secret"));
        site.module.with("uid=fred", account(Account.Status.OK), "secret");
        assertEquals(accepted("fred", "be1"), site.check(FRED, "secret"));
    }

    @Test
    void groupsThatHaveChangedDoNotRefuseByWhatWasKept() {
        site.module.with("uid=fred", account(Account.Status.OK, "web"), "secret");
        assertEquals(rejected(Reason.NOT_ALLOWED), site.check(FRED, "secret", Service.POP3, "::1"));
        site.module.with("uid=fred", account(Account.Status.OK), "secret");
        assertEquals(accepted("fred", "be1"), site.check(FRED, "secret", Service.POP3, "::1"));
    }

    @Test
    void aRefusalThatANewSearchConfirmsStandsAndIsTestedOnce() {
        site.check(FRED, "secret");
        int tested = site.module.checked().size();
        assertEquals(rejected(Reason.WRONG_PASSWORD), site.check(FRED, "wrong"));
        assertEquals(tested + 1, site.module.checked().size());
        assertEquals(2, site.searchesForFred());
    }

    @Test
    void aWrongPasswordAndAnUnknownUserCostTheSame() {
        for (int i = 0; i < 5; i++) {
            site.check(FRED, "wrong");
            site.check("nobody@example.test", "wrong");
            assertEquals(site.searches(login(FRED)), site.searches(login("nobody@example.test")));
            assertEquals(
                    site.module.checked().stream().filter(l -> l.name().text().equals(FRED)).count()
                            * 2,
                    site.module.checked().size());
            site.later(Duration.ofSeconds(15)); // one is fresh now, the other is not
        }
    }

    @Test
    void whoIsRefusedByWhatWasKeptWhileTheDatabaseIsSilentIsNotRefused() {
        site.check(FRED, "secret");
        site.module.failSearches();
        assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "wrong"));
        site.module.fallSilent();
        assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "secret"));
        assertInstanceOf(AuthResult.Unavailable.class, site.check("nobody", "secret"));
    }

    @Test
    void groupsDecideByServiceAndAddressAfterThePassword() {
        site.module.with("uid=fred", account(Account.Status.OK, "Web"), "secret");
        assertInstanceOf(
                AuthResult.Accepted.class, site.check(FRED, "secret", Service.IMAP, "192.0.2.1"));
        assertInstanceOf(
                AuthResult.Accepted.class, site.check(FRED, "secret", Service.POP3, "192.0.2.9"));
        assertEquals(
                rejected(Reason.NOT_ALLOWED),
                site.check(FRED, "secret", Service.POP3, "192.0.2.1"));
        assertEquals(
                rejected(Reason.NOT_ALLOWED),
                site.check(FRED, "secret", Service.SUBMISSION, "192.0.2.9"));
        assertEquals(
                rejected(Reason.WRONG_PASSWORD),
                site.check(FRED, "wrong", Service.POP3, "192.0.2.1"));
    }

    @Test
    void aGroupThatIsNotDefinedIsAnOperatorsError() {
        site.module.with("uid=fred", account(Account.Status.OK, "wbe"), "secret");
        assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "secret"));
        assertEquals(rejected(Reason.WRONG_PASSWORD), site.check(FRED, "wrong"));
    }

    @Test
    void aProvenNameIsAdmittedByWhatTheModuleSaysNow() {
        site.check(FRED, "secret");
        assertEquals(accepted("fred", "be1"), site.admit(FRED, Service.IMAP, "192.0.2.1"));
        site.module.with("uid=fred", account(Account.Status.OK, "web"), "secret");
        assertEquals(rejected(Reason.NOT_ALLOWED), site.admit(FRED, Service.POP3, "192.0.2.1"));
        site.module.with("uid=fred", account(Account.Status.CLOSED), "secret");
        assertEquals(rejected(Reason.CLOSED), site.admit(FRED, Service.IMAP, "192.0.2.1"));
        assertEquals(
                new AuthResult.NoSuchUser(),
                site.admit("nobody@example.test", Service.IMAP, "192.0.2.1"));
        site.module.fallSilent();
        assertInstanceOf(AuthResult.Unavailable.class, site.admit(FRED, Service.IMAP, "192.0.2.1"));
        assertEquals(1, site.module.checked().size());
    }

    @Test
    void whateverAModuleThrowsIsAnOutage() {
        site.module.fail(new Failure.Unavailable("scheme not known"));
        assertEquals(new AuthResult.Unavailable("scheme not known"), site.check(FRED, "secret"));
        site.module.fail(new IllegalStateException("oops"));
        assertInstanceOf(AuthResult.Unavailable.class, site.check(FRED, "secret"));
    }
}
