package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserChange;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.testing.Eventually;
import org.tohost.common.users.Users;

/// A change in OpenLDAP is seen through the whole user database, whose answers would be kept for an
/// hour otherwise.
class SlapdChangesIT {
    private static final Path LDIF =
            Programs.source("authent-ldap/src/test/resources/contract.ldif");
    private static final String PEOPLE = "ou=people," + SlapdFixture.BASE;
    private static final String CAROL = "uid=carol," + PEOPLE;
    private static final String KEPT =
            """
            g_authent_cache_ttl "1h"
            g_authent_cache_negative_ttl "1h"
            g_authent_password_cache "1h"
            """;

    private final List<UserChange> told = new CopyOnWriteArrayList<>();
    private SlapdFixture slapd;
    private Users users;
    private UserDatabase.Watch watch;
    private LDAPConnection admin;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        slapd = SlapdFixture.start(folder, LDIF, SlapdFixture.Options.usual().asProvider());
        LdapModule module =
                Settings.of(slapd.url())
                        .with("g_ldap_push", "sync")
                        .with("g_ldap_filter", "(|(mail=%u)(description=%u))")
                        .module();
        users = UsersFixture.over(module, KEPT);
        watch = users.watch(told::add);
        admin = new LDAPConnection("127.0.0.1", slapd.port());
        admin.bind(SlapdFixture.ADMIN_DN, SlapdFixture.ADMIN_PASSWORD);
        Eventually.holds("standing", () -> told.contains(new UserChange.Any()));
        told.clear();
    }

    @AfterEach
    void stop() {
        watch.close();
        users.close();
        admin.close();
        slapd.close();
    }

    @Test
    void anotherHost() throws Exception {
        assertEquals(List.of(), hosts("carol@example.test"));
        replace(CAROL, "tohost", "be7");
        seen("tohost", () -> hosts("carol@example.test").equals(List.of("be7")));
        seen("told", () -> told.contains(one("carol@example.test")));
    }

    @Test
    void aNewUserAndANewAlias() throws Exception {
        assertInstanceOf(LookupResult.NoSuchUser.class, lookup("new@example.test"));
        assertInstanceOf(LookupResult.NoSuchUser.class, lookup("alias@example.test"));
        admin.add(
                "dn: uid=new," + PEOPLE,
                "objectClass: inetOrgPerson",
                "objectClass: tohostMailUser",
                "uid: new",
                "cn: New",
                "sn: N",
                "mail: new@example.test",
                "tohost: be3",
                "userPassword: new's");
        seen("a new user", () -> hosts("new@example.test").equals(List.of("be3")));
        assertInstanceOf(AuthResult.Accepted.class, check("new@example.test", "new's"));
        replace(CAROL, "description", "alias@example.test");
        seen("an alias", () -> lookup("alias@example.test") instanceof LookupResult.Found);
        replace(CAROL, "description", "other@example.test");
        seen("it gone", () -> lookup("alias@example.test") instanceof LookupResult.NoSuchUser);
    }

    @Test
    void anotherPasswordAndStatus() throws Exception {
        assertInstanceOf(AuthResult.Accepted.class, check("carol@example.test", "carol's"));
        replace(CAROL, "userPassword", "another");
        seen(
                "the old password refused",
                () -> check("carol@example.test", "carol's") instanceof AuthResult.Rejected);
        assertInstanceOf(AuthResult.Accepted.class, check("carol@example.test", "another"));
        replace(CAROL, "mailStatus", "suspended");
        seen(
                "the account closed",
                () -> check("carol@example.test", "another") instanceof AuthResult.Rejected);
    }

    @Test
    void deleted() throws Exception {
        assertInstanceOf(LookupResult.Found.class, lookup("carol@example.test"));
        admin.delete(CAROL);
        seen("gone", () -> lookup("carol@example.test") instanceof LookupResult.NoSuchUser);
        seen("told", () -> told.contains(one("carol@example.test")));
    }

    @Test
    void renamedAndMovedAway() throws Exception {
        assertInstanceOf(AuthResult.Accepted.class, check("carol@example.test", "carol's"));
        admin.modifyDN(CAROL, "uid=caroline", true);
        seen("told", () -> told.contains(one("carol@example.test")));
        assertInstanceOf(AuthResult.Accepted.class, check("carol@example.test", "carol's"));
        admin.modifyDN("uid=caroline," + PEOPLE, "uid=caroline", true, SlapdFixture.BASE);
        seen("gone", () -> lookup("carol@example.test") instanceof LookupResult.NoSuchUser);
        admin.modifyDN("uid=caroline," + SlapdFixture.BASE, "uid=carol", true, PEOPLE);
        seen("back", () -> lookup("carol@example.test") instanceof LookupResult.Found);
    }

    private static void seen(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        Eventually.holds(what, condition);
        long micros = Duration.ofNanos(System.nanoTime() - start).toNanos() / 1000;
        System.out.println("PUSH " + what + " seen within " + micros + " us");
    }

    private List<String> hosts(String address) {
        return lookup(address) instanceof LookupResult.Found(var account)
                ? account.tohost()
                : List.of("nobody");
    }

    private LookupResult lookup(String address) {
        LookupResult result = users.lookup(MailAddress.parse(address));
        assertTrue(!(result instanceof LookupResult.Unavailable), result::toString);
        return result;
    }

    private AuthResult check(String name, String password) {
        return users.check(Settings.login(name, password));
    }

    private void replace(String dn, String attribute, String value) throws Exception {
        admin.modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }

    private static UserChange one(String user) {
        return new UserChange.One(new UserId(user));
    }
}
