package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserDatabaseContract;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// The contract where users are bound to at once, by a DN with their address in it, and read their
/// own entries. The service account is only for look-ups without a password.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdDirectIT implements UserDatabaseContract {
    private static final Pattern MAIL = Pattern.compile("(?m)^mail: (.*)$");

    private SlapdFixture slapd;
    private Users database;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path ldif = Files.writeString(folder.resolve("ldif"), namedByAddress());
        String rule =
                "access to attrs=entry,objectClass,mail,tohost,mailStatus by self read by dn.exact=\"%s\" read"
                        .formatted(SlapdFixture.SERVICE_DN);
        slapd = SlapdFixture.start(folder, ldif, SlapdFixture.Options.usual().withAccess(rule));
        database = direct("mail=%u,ou=people," + SlapdFixture.BASE).users();
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

    @Test
    void needsNoServiceAccount() {
        Settings alone =
                direct("mail=%u,ou=people," + SlapdFixture.BASE).with("g_ldap_bind_dn", "");
        try (Users users = alone.users()) {
            assertInstanceOf(
                    AuthResult.Accepted.class,
                    users.check(Settings.login("carol@example.test", "carol's")));
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                    users.check(Settings.login("nobody@example.test", "carol's")));
        }
    }

    @Test
    void anEntryThatItsUserCannotReadIsNoAnswer() {
        try (Users users = direct("cn=%n," + SlapdFixture.BASE).users()) {
            assertInstanceOf(
                    AuthResult.Unavailable.class,
                    users.check(Settings.login("service@example.test", "let me read")));
        }
    }

    private Settings direct(String dn) {
        return Settings.of(slapd.url()).with("g_ldap_check", "direct").with("g_ldap_check_dn", dn);
    }

    /// {@return the entries of the contract, those without a clear address left out}
    private static String namedByAddress() throws IOException {
        return Arrays.stream(InMemoryContractTest.ldif().split("\n\n"))
                .filter(entry ->
                        !entry.contains("twin@") && MAIL.matcher(entry).results().count() < 2)
                .map(SlapdDirectIT::namedByAddress)
                .collect(Collectors.joining("\n\n"));
    }

    private static String namedByAddress(String entry) {
        return MAIL.matcher(entry)
                .results()
                .findFirst()
                .map((MatchResult mail) ->
                        entry.replaceFirst("dn: uid=\\w+", "dn: mail=" + mail.group(1)))
                .orElse(entry);
    }
}
