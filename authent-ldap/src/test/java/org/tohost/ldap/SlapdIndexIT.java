package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// The indexes of the manual are enough for the filters as they come: slapd looks at few entries,
/// whoever is searched for.
class SlapdIndexIT {
    private static final int USERS = 200;
    // of more entries that might fit than this, slapd refuses to look at any
    private static final String FEW =
            "limits dn.exact=\"" + SlapdFixture.SERVICE_DN + "\" size.unchecked=20";

    @TempDir private Path folder;

    @Test
    void noSearchWalksThroughTheDirectory() throws IOException {
        Path ldif = Files.writeString(folder.resolve("ldif"), ldif());
        SlapdFixture.Options limited = SlapdFixture.Options.usual().withAccess(FEW);
        try (SlapdFixture slapd = SlapdFixture.start(folder, ldif, limited);
                Users users = Settings.of(slapd.url()).users()) {
            assertInstanceOf(
                    LookupResult.Found.class, users.lookup(MailAddress.parse("u7@example.test")));
            assertEquals(
                    new LookupResult.NoSuchUser(),
                    users.lookup(MailAddress.parse("nobody@example.test")));
            assertEquals(
                    new AuthResult.NoSuchUser(),
                    users.check(Settings.login("nobody@example.test", "x")));
            assertInstanceOf(
                    AuthResult.Accepted.class, users.check(Settings.login("u7@example.test", "x")));
        }
    }

    @Test
    void theManualNamesThem() throws IOException {
        String manual = Files.readString(Programs.source("docs/ldap.md"));
        String section = manual.substring(manual.indexOf("## Index what is searched"));
        assertTrue(section.contains("\n" + SlapdFixture.INDEX + "\n"));
        assertTrue(section.contains("\n" + SlapdFixture.INDEX.replace("index", "olcDbIndex:")));
    }

    private static String ldif() {
        StringBuilder ldif = new StringBuilder(SlapdFixture.TREE);
        for (int i = 0; i < USERS; i++) {
            ldif.append(
                    """
                    dn: uid=u%1$d,ou=people,dc=tohost,dc=test
                    objectClass: inetOrgPerson
                    uid: u%1$d
                    cn: U
                    sn: U
                    mail: u%1$d@example.test
                    userPassword: x

                    """
                            .formatted(i));
        }
        return ldif.toString();
    }
}
