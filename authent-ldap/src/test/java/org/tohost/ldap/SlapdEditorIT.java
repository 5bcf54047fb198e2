package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdEditorIT {
    private static final UserId NEW = new UserId("new@example.test");

    private SlapdFixture slapd;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path ldif = Programs.source("authent-ldap/src/test/resources/contract.ldif");
        SlapdFixture.Options options =
                SlapdFixture.Options.usual()
                        .withAccess(
                                "access to attrs=userPassword by dn.exact=\"%s\" write by anonymous auth\n"
                                                .formatted(SlapdFixture.SERVICE_DN)
                                        + "access to * by dn.exact=\"%s\" write by * none"
                                                .formatted(SlapdFixture.SERVICE_DN));
        slapd = SlapdFixture.start(folder, ldif, options);
    }

    @AfterAll
    void stop() {
        slapd.close();
    }

    @Test
    void addsChangesFindsAndDeletes() {
        try (LdapModule module = settings().module();
                Users users = settings().users()) {
            UserEditor editor = module.editor();
            assertEquals(Optional.empty(), editor.read(NEW));
            editor.write(
                    NEW,
                    Optional.of(Secret.of("new secret")),
                    Map.of("tohost", "be1", "alias", "newer@example.test,newest@example.test"));
            assertInstanceOf(
                    AuthResult.Accepted.class,
                    users.check(Settings.login(NEW.name(), "new secret")));
            assertEquals(List.of("be1"), tohost(users, "newest@example.test"));

            editor.write(NEW, Optional.empty(), Map.of("tohost", "be2", "alias", ""));
            assertEquals(List.of("be2"), tohost(users, NEW.name()));
            assertEquals(Map.of("full_name", NEW.name(), "tohost", "be2"), facts(editor));
            editor.write(NEW, Optional.of(Secret.of("newer")), Map.of());
            assertInstanceOf(
                    AuthResult.Accepted.class, users.check(Settings.login(NEW.name(), "newer")));
            assertInstanceOf(
                    AuthResult.Rejected.class,
                    users.check(Settings.login(NEW.name(), "new secret")));

            assertEquals(
                    List.of(NEW),
                    editor.search("new*", 0, 10).users().stream().map(e -> e.user()).toList());
            UserEditor.Page page = editor.search("example.test", 1, 2);
            assertEquals(2, page.users().size());
            assertTrue(page.total() > 5, () -> "found " + page.total());

            assertTrue(editor.delete(NEW));
            assertFalse(editor.delete(NEW));
            assertEquals(
                    new LookupResult.NoSuchUser(), users.lookupNow(MailAddress.parse(NEW.name())));
        }
    }

    @Test
    void saysWhatTheDirectoryDoesNotAllow() {
        try (LdapModule module =
                settings().with("g_ldap_new_dn", "uid=%n,ou=elsewhere,dc=none").module()) {
            UserEditor editor = module.editor();
            UserId alice = new UserId("alice@example.test");
            assertThrows(
                    Failure.Syntax.class,
                    () -> editor.write(alice, Optional.empty(), Map.of("shoe_size", "44")));
            assertThrows(Failure.class, () -> editor.write(NEW, Optional.empty(), Map.of()));
        }
        try (LdapModule module = settings().with("g_ldap_bind_dn", "").module()) {
            assertThrows(
                    Failure.class, () -> module.editor().write(NEW, Optional.empty(), Map.of()));
        }
    }

    private static Map<String, String> facts(UserEditor editor) {
        return editor.read(NEW).orElseThrow().facts();
    }

    private static List<String> tohost(Users users, String address) {
        return assertInstanceOf(
                        LookupResult.Found.class, users.lookupNow(MailAddress.parse(address)))
                .account()
                .tohost();
    }

    private Settings settings() {
        return Settings.of(slapd.url())
                .with("g_ldap_new_dn", "uid=%n,ou=people," + SlapdFixture.BASE);
    }
}
