package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// The contract where the service account reads passwords and compares.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdCompareIT implements UserDatabaseContract {
    private static final String MORE =
            """

            dn: uid=hashed,ou=people,dc=tohost,dc=test
            objectClass: inetOrgPerson
            uid: hashed
            cn: H
            sn: H
            mail: hashed@example.test
            userPassword: {SSHA}P37njd76hhded4VAFXeNOjcD53ZzYWx0

            dn: uid=strange,ou=people,dc=tohost,dc=test
            objectClass: inetOrgPerson
            uid: strange
            cn: S
            sn: S
            mail: strange@example.test
            userPassword: {ROT13}cnffjbeq

            dn: uid=without,ou=people,dc=tohost,dc=test
            objectClass: inetOrgPerson
            uid: without
            cn: W
            sn: W
            mail: without@example.test
            """;

    private SlapdFixture slapd;
    private Users database;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path ldif = Files.writeString(folder.resolve("ldif"), InMemoryContractTest.ldif() + MORE);
        String rule =
                "access to attrs=userPassword by dn.exact=\"%s\" read by anonymous auth by * none"
                        .formatted(SlapdFixture.SERVICE_DN);
        slapd = SlapdFixture.start(folder, ldif, SlapdFixture.Options.usual().withAccess(rule));
        database = Settings.of(slapd.url()).with("g_ldap_check", "compare").users();
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
    void knowsHashes() {
        assertInstanceOf(AuthResult.Accepted.class, check("hashed", "hashed's"));
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD), check("hashed", "x"));
    }

    @Test
    void whatCannotBeReadIsNoWrongPassword() {
        assertInstanceOf(AuthResult.Unavailable.class, check("strange", "password"));
        assertInstanceOf(AuthResult.Unavailable.class, check("without", "password"));
        assertTrue(database.healthy());
    }

    private AuthResult check(String user, String password) {
        return database.check(Settings.login(user + "@example.test", password));
    }
}
