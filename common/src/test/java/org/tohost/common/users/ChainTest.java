package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.common.fixture.ScriptedModule.address;
import static org.tohost.common.fixture.ScriptedModule.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule.Changes;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.ScriptedModule;
import org.tohost.common.fixture.UsersFixture;

class ChainTest {
    private final ScriptedModule first =
            new ScriptedModule("ldap").with("anna", "be1", "anna's").with("both", "be1", "first");
    private final ScriptedModule second =
            new ScriptedModule("file").with("fred", "be2", "fred's").with("both", "be2", "second");
    private final Chain chain = new Chain(List.of(first, second));

    private AuthResult check(String name, String password) {
        Login login =
                new Login(
                        new LoginName(name + "@example.test"),
                        Secret.of(password),
                        Service.IMAP,
                        "");
        var known = new AtomicReference<Optional<Finding>>(Optional.empty()); // asked for once
        return chain.check(
                login,
                () -> known.updateAndGet(k -> k.or(() -> Optional.of(find(login)))).orElseThrow());
    }

    private Finding find(Login login) {
        return chain.find(login(login.name().text()));
    }

    @Test
    void theFirstThatKnowsTheUserDecides() {
        assertEquals(
                new Finding.Found("ldap:uid=both", Site.account("both", "be1")),
                chain.find(address("both@example.test")));
        assertEquals(
                new Finding.Found("file:uid=fred", Site.account("fred", "be2")),
                chain.find(address("fred@example.test")));
        assertEquals(new Finding.None(), chain.find(address("otto@example.test")));
        assertEquals(Site.accepted("both", "be1"), check("both", "first"));
        assertEquals(Site.rejected(AuthResult.Reason.WRONG_PASSWORD), check("both", "second"));
        assertEquals(Site.accepted("fred", "be2"), check("fred", "fred's"));
        assertEquals(new AuthResult.NoSuchUser(), check("otto", "x"));
    }

    @Test
    void oneThatIsSilentEndsTheQuestion() {
        first.fallSilent();
        assertInstanceOf(Finding.Unavailable.class, chain.find(address("fred@example.test")));
        assertInstanceOf(AuthResult.Unavailable.class, check("fred", "fred's"));
        assertEquals(List.of(), second.checked());
        assertFalse(chain.healthy());
        first.wake();
        second.fallSilent();
        assertInstanceOf(Finding.Found.class, chain.find(address("anna@example.test")));
        assertEquals(Site.accepted("anna", "be1"), check("anna", "anna's"));
        assertInstanceOf(AuthResult.Unavailable.class, check("otto", "x"));
        assertInstanceOf(Finding.Unavailable.class, chain.find(address("otto@example.test")));
    }

    @Test
    void allModulesWorkAtARefusalAndOnlyOneLearnsThePassword() {
        check("anna", "wrong");
        check("fred", "wrong");
        check("otto", "wrong");
        assertEquals(3, first.checked().size());
        assertEquals(3, second.checked().size());
        assertFalse(second.checked().getFirst().password().equals(Secret.of("wrong")));
        assertTrue(second.checked().getLast().password().equals(Secret.of("wrong")));
        assertEquals(Site.accepted("anna", "be1"), check("anna", "anna's"));
        assertEquals(3, second.checked().size());
    }

    @Test
    void allModulesSearchAtARefusal() {
        for (String refused : List.of("anna", "fred", "otto", "both")) {
            int before = second.asked().size();
            check(refused, "wrong");
            assertEquals(before + 1, second.asked().size(), refused);
        }
        assertEquals(4, first.asked().size());
        assertFalse(second.checked().getLast().password().equals(Secret.of("second")));
        assertEquals(Site.rejected(AuthResult.Reason.WRONG_PASSWORD), check("both", "second"));
    }

    @Test
    void changesCarryTheNameOfTheirModule() {
        List<String> heard = new ArrayList<>();
        chain.watch(
                new Changes() {
                    @Override
                    public void changed(String entry, Optional<UserId> user) {
                        heard.add(entry + " " + user.map(UserId::name).orElse("-"));
                    }

                    @Override
                    public void missed() {
                        heard.add("missed");
                    }
                });
        first.changes().changed("uid=anna", Optional.empty());
        second.changes().changed("uid=fred", Optional.of(new UserId("fred@example.test")));
        second.changes().missed();
        assertEquals(
                List.of("ldap:uid=anna -", "file:uid=fred fred@example.test", "missed"), heard);
    }

    @Test
    void worksBelowTheEngine() {
        try (Users users = UsersFixture.over(chain)) {
            MailAddress fred = MailAddress.parse("fred@example.test");
            assertEquals(Site.found("fred", "be2"), users.lookup(fred));
            second.with("fred", "be3", "fred's");
            second.changes().changed("uid=fred", Optional.empty());
            assertEquals(Site.found("fred", "be3"), users.lookup(fred));
            assertEquals(
                    new LookupResult.NoSuchUser(),
                    users.lookup(MailAddress.parse("otto@example.test")));
        }
        assertTrue(first.isClosed() && second.isClosed());
        assertEquals("ldap,file", chain.name());
    }

    @Test
    void takesModulesOfDifferentNamesOnly() {
        assertThrows(IllegalArgumentException.class, () -> new Chain(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Chain(List.of(first, first)));
    }
}
