package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserDatabaseContract;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.testing.Eventually;
import org.tohost.common.users.Users;

/// The contract against OpenLDAP, whose entries only the service account may read: a search with a
/// user's rights would find nobody.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdContractIT implements UserDatabaseContract {
    private static final Path LDIF =
            Programs.source("authent-ldap/src/test/resources/contract.ldif");

    private SlapdFixture slapd;
    private Users database;

    @BeforeAll
    void start(@TempDir Path folder) {
        slapd = SlapdFixture.start(folder, LDIF, Optional.empty());
        database = Settings.of(slapd.url()).users();
    }

    @AfterAll
    void stop() {
        database.close();
        slapd.close();
    }

    @Override
    public UserDatabase database() {
        return database;
    }

    @ParameterizedTest
    @ValueSource(strings = {"twin@example.test", "one@example.test", "two@example.test"})
    void anEntryThatIsNotClearIsNobodysMailbox(String name) {
        assertInstanceOf(LookupResult.Unavailable.class, database.lookup(MailAddress.parse(name)));
        assertInstanceOf(
                AuthResult.Unavailable.class, database.check(Settings.login(name, "twin's")));
        assertTrue(database.healthy(), "one bad entry is no outage");
    }

    @Test
    void theWrongServicePasswordIsNoAnswerAboutUsers() {
        String wrong = Settings.secretFile("wrong").toString();
        assertUnusable(Settings.of(slapd.url()).with("g_ldap_bind_password_file", wrong));
    }

    @Test
    void aBaseThatDoesNotExistIsNoAnswerAboutUsers() {
        String elsewhere = "ou=elsewhere," + SlapdFixture.BASE;
        assertUnusable(Settings.of(slapd.url()).with("g_ldap_base", elsewhere));
    }

    private static void assertUnusable(Settings settings) {
        try (var database = settings.users()) {
            LookupResult result = database.lookup(MailAddress.parse("alice@example.test"));
            assertInstanceOf(LookupResult.Unavailable.class, result);
            Eventually.holds("known to be unusable", () -> !database.healthy());
        }
    }
}
