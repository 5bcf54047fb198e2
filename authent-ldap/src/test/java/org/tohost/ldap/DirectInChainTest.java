package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.fixture.ScriptedModule;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.users.Chain;
import org.tohost.common.users.Users;

/// A module behind one that binds to users at once: the directory refuses those whom it does not
/// know as it refuses wrong passwords.
class DirectInChainTest {
    private static final AuthResult WRONG =
            new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);

    private EmbeddedDirectory directory;

    @BeforeEach
    void start() throws IOException {
        directory = EmbeddedDirectory.start(SlapdFixture.BASE, InMemoryContractTest.ldif(), 0);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void isAskedAboutThoseWhomTheDirectoryDoesNotKnow() {
        try (Users users = chain(settings())) {
            assertInstanceOf(AuthResult.Accepted.class, check(users, "fred", "secret"));
            assertEquals(WRONG, check(users, "fred", "wrong"));
            assertEquals(WRONG, check(users, "carol", "secret"));
            assertInstanceOf(AuthResult.Accepted.class, check(users, "carol", "carol's"));
            assertEquals(new AuthResult.NoSuchUser(), check(users, "nobody", "secret"));
        }
    }

    @Test
    void isNotAskedIfNoServiceAccountCanTellThem() {
        try (Users users = chain(settings().with("g_ldap_bind_dn", ""))) {
            assertEquals(WRONG, check(users, "fred", "secret"));
        }
    }

    private Settings settings() {
        return Settings.of("ldap://127.0.0.1:" + directory.port())
                .with("g_ldap_check", "direct")
                .with("g_ldap_check_dn", "uid=%n,ou=people," + SlapdFixture.BASE);
    }

    private static Users chain(Settings settings) {
        ScriptedModule second = new ScriptedModule("script").with("fred", "be1", "secret");
        return UsersFixture.over(new Chain(List.of(settings.module(), second)));
    }

    private static AuthResult check(Users users, String name, String password) {
        return users.check(Settings.login(name + "@example.test", password));
    }
}
