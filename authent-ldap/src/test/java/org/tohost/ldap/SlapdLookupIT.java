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
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// Where users are looked for, and by what: aliases, catch-alls, a base for each domain.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdLookupIT {
    private static final String LDIF =
            SlapdFixture.TREE
                    + """
                    dn: uid=ann,ou=people,dc=tohost,dc=test
                    objectClass: inetOrgPerson
                    objectClass: tohostMailUser
                    uid: ann
                    cn: Ann
                    sn: A
                    mail: ann@example.test
                    mailAlternateAddress: anna@example.test
                    mailAlternateAddress: @example.test
                    mailQuota: 1GiB
                    mailAccess: staff
                    mailForward: ann@example.org
                    userPassword: ann's

                    dn: ou=domains,dc=tohost,dc=test
                    objectClass: organizationalUnit
                    ou: domains

                    dn: ou=a.test,ou=domains,dc=tohost,dc=test
                    objectClass: organizationalUnit
                    ou: a.test

                    dn: uid=ann,ou=a.test,ou=domains,dc=tohost,dc=test
                    objectClass: inetOrgPerson
                    objectClass: tohostMailUser
                    uid: ann
                    cn: Another Ann
                    sn: A
                    mail: ann@a.test

                    dn: ou=deep,ou=a.test,ou=domains,dc=tohost,dc=test
                    objectClass: organizationalUnit
                    ou: deep

                    dn: uid=dee,ou=deep,ou=a.test,ou=domains,dc=tohost,dc=test
                    objectClass: inetOrgPerson
                    uid: dee
                    cn: Dee
                    sn: D
                    mail: dee@a.test
                    """;

    private SlapdFixture slapd;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path ldif = Files.writeString(folder.resolve("ldif"), LDIF);
        slapd = SlapdFixture.start(folder, ldif, SlapdFixture.Options.usual());
    }

    @AfterAll
    void stop() {
        slapd.close();
    }

    @Test
    void byAddressAliasAndCatchAll() {
        try (Users users = settings().users()) {
            Account ann = found(users, "ann@example.test");
            assertEquals(1L << 30, ann.quota().orElseThrow());
            assertEquals("[staff]", ann.access().toString());
            assertEquals("[ann@example.org]", ann.forward().toString());
            assertEquals(ann, found(users, "Anna@Example.Test"));
            assertEquals(ann, found(users, "anna+lists@example.test"));
            assertEquals(ann, found(users, "whoever@example.test"));
            assertNobody(users, "whoever@a.test");
        }
        try (Users users = settings().with("g_ldap_catchall_filter", "").users()) {
            assertNobody(users, "whoever@example.test");
        }
    }

    @Test
    void aliasesDoNotLogInUnlessTheyAreLetIn() {
        try (Users users = settings().users()) {
            assertEquals(
                    new LookupResult.NoSuchUser(),
                    users.lookup(new LoginName("anna@example.test")));
        }
        Settings open =
                settings()
                        .with("g_ldap_login_filter", "(|(uid=%u)(mailAlternateAddress=%u))")
                        .with("g_ldap_attr_access", ""); // the group is not known here
        try (Users users = open.users()) {
            for (String name : new String[] {"ann", "anna@example.test"}) {
                assertInstanceOf(
                        AuthResult.Accepted.class, users.check(Settings.login(name, "ann's")));
            }
            assertEquals(
                    new AuthResult.NoSuchUser(),
                    users.check(Settings.login("@example.test", "ann's")));
        }
    }

    @Test
    void eachDomainHasItsBase() {
        String tree = "ou=%d,ou=domains," + SlapdFixture.BASE;
        try (Users users = domains("domain=\"*.test,!example.test\" base=\"" + tree + "\"")) {
            assertEquals("ann@a.test", found(users, "ann@a.test").user().name());
            assertEquals("dee@a.test", found(users, "dee@a.test").user().name());
            assertEquals("ann@example.test", found(users, "ann@example.test").user().name());
            assertNobody(users, "ann@b.test");
            assertTrue(users.healthy(), "a domain without a tree is no outage");
        }
        try (Users users = domains("domain=\"a.test\" base=\"" + tree + "\" scope=\"one\"")) {
            assertEquals("ann@a.test", found(users, "ann@a.test").user().name());
            assertNobody(users, "dee@a.test");
        }
        String entry = "uid=%n," + tree;
        try (Users users = domains("domain=\"a.test\" base=\"" + entry + "\" scope=\"base\"")) {
            assertEquals("ann@a.test", found(users, "ann@a.test").user().name());
            assertNobody(users, "dee@a.test");
            assertNobody(users, "\"ann,ou=a.test\"@a.test");
        }
    }

    @Test
    void aNameThatTheDirectoryTakesForNoDnIsNobodys() {
        String tree = "dc=%d,ou=domains," + SlapdFixture.BASE; // letters of ASCII alone
        try (Users users = domains("domain=\"*.test,!example.test\" base=\"" + tree + "\"")) {
            assertNobody(users, "ann@ä.test");
            assertEquals(
                    new AuthResult.NoSuchUser(), users.check(Settings.login("ann@ä.test", "x")));
            assertNobody(users, "ann@a.test");
            assertTrue(users.healthy(), "that is no outage");
        }
        String wrong = "noSuchAttribute=%d,ou=domains," + SlapdFixture.BASE;
        try (Users users = domains("domain=\"*.test\" base=\"" + wrong + "\"")) {
            assertInstanceOf(
                    LookupResult.Unavailable.class, users.lookup(MailAddress.parse("ann@a.test")));
        }
    }

    @Test
    void aTreeOfDomainsThatIsNotThereIsNoAnswer() {
        String tree = "ou=%d,ou=elsewhere," + SlapdFixture.BASE;
        try (Users users = domains("domain=\"a.test\" base=\"" + tree + "\"")) {
            assertInstanceOf(
                    LookupResult.Unavailable.class, users.lookup(MailAddress.parse("ann@a.test")));
        }
    }

    @Test
    void theAccountNeedsNoMoreRightsThanTheManualSays(@TempDir Path folder) throws IOException {
        Path ldif = Files.writeString(folder.resolve("ldif"), LDIF);
        String manual = Files.readString(Programs.source("docs/ldap.md"));
        String rules =
                manual.substring(manual.indexOf("## What the account of the nodes must read"))
                        .split("```\n", 3)[1]
                        .replace("cn=tohost,ou=services,dc=example,dc=net", SlapdFixture.SERVICE_DN)
                        .replace("dc=example,dc=net", SlapdFixture.BASE);
        SlapdFixture.Options only =
                SlapdFixture.Options.usual().withAccess(rules + "access to * by * none\n");
        try (SlapdFixture strict = SlapdFixture.start(folder, ldif, only);
                Users users = Settings.of(strict.url()).with("g_ldap_attr_access", "").users()) {
            Account ann = found(users, "anna@example.test");
            assertEquals(1L << 30, ann.quota().orElseThrow());
            assertEquals("[ann@example.org]", ann.forward().toString());
            assertEquals(
                    new AuthResult.Accepted(ann),
                    users.check(Settings.login("ann@example.test", "ann's")));
            assertTrue(users.healthy());
        }
    }

    private Settings settings() {
        return Settings.of(slapd.url());
    }

    private Users domains(String... lines) {
        return settings().with("g_ldap_domain", lines).users();
    }

    private static Account found(Users users, String address) {
        return assertInstanceOf(LookupResult.Found.class, users.lookup(MailAddress.parse(address)))
                .account();
    }

    private static void assertNobody(Users users, String address) {
        assertEquals(new LookupResult.NoSuchUser(), users.lookup(MailAddress.parse(address)));
    }
}
