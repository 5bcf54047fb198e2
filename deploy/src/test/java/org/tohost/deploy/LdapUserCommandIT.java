package org.tohost.deploy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.fixture.SlapdFixture;

/// `tohost user --module ldap` and OpenLDAP.
class LdapUserCommandIT {
    private static final String BOB = "bob@example.test";
    private static final String BOBS_DN = "uid=bob,ou=people," + SlapdFixture.BASE;
    private static final String RULES =
            """
            access to attrs=userPassword by dn.exact="%1$s" write by anonymous auth
            access to * by dn.exact="%1$s" write by * none
            """
                    .formatted(SlapdFixture.SERVICE_DN)
                    .strip();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path home;

    @Test
    void addsChangesListsAndDeletes() throws Exception {
        Path ldif = Files.writeString(home.resolve("ldif"), SlapdFixture.TREE);
        Path data = Files.createDirectory(home.resolve("slapd"));
        SlapdFixture.Options options = SlapdFixture.Options.usual().withAccess(RULES);
        try (SlapdFixture slapd = SlapdFixture.start(data, ldif, options)) {
            settings(slapd);
            secret("first", "bob's own");
            secret("second", "bob's new");

            tells(
                    0,
                    "added " + BOB,
                    "add",
                    "--tohost",
                    "be1",
                    "--password-file",
                    file("first"),
                    BOB);
            assertEquals("be1", entry(slapd).getAttributeValue("tohost"));
            bind(slapd, "bob's own");
            tells(1, "exists already", "add", "--password-file", file("first"), BOB);

            tells(0, "changed " + BOB, "set", BOB, "quota=5", "tohost=");
            assertEquals("5", entry(slapd).getAttributeValue("mailQuota"));
            assertFalse(entry(slapd).hasAttribute("tohost"));
            tells(1, "no such user", "set", "nobody@example.test", "quota=5");

            tells(0, "changed the password", "passwd", "--password-file", file("second"), BOB);
            bind(slapd, "bob's new");
            assertThrows(LDAPException.class, () -> bind(slapd, "bob's own"));

            tells(0, BOB, "list", "b*");
            tells(0, "{\"user\":\"" + BOB + "\"", "list", "--json");

            tells(0, "deleted " + BOB, "del", "--yes", BOB);
            tells(1, "no such user", "del", "--yes", BOB);
            tells(1, "no such user", "passwd", "--password-file", file("second"), BOB);
        }
    }

    private void settings(SlapdFixture slapd) throws IOException {
        secret("ldap.password", "let me read");
        Files.writeString(
                home.resolve("tohost.ini"),
                """
                g_roles "backend"
                g_node_name "be1"
                g_home "home"
                g_authent "file"
                g_authent "ldap"
                g_ldap_url "%s"
                g_ldap_bind_dn "%s"
                g_ldap_bind_password_file "ldap.password"
                g_ldap_base "ou=people,%s"
                g_ldap_new_dn "uid=%%n,ou=people,%s"
                """
                        .formatted(
                                slapd.url(),
                                SlapdFixture.SERVICE_DN,
                                SlapdFixture.BASE,
                                SlapdFixture.BASE));
    }

    private void secret(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String file(String name) {
        return home.resolve(name).toString();
    }

    private static Entry entry(SlapdFixture slapd) throws LDAPException {
        try (LDAPConnection admin = connect(slapd)) {
            var _ = admin.bind(SlapdFixture.ADMIN_DN, SlapdFixture.ADMIN_PASSWORD);
            return requireNonNull(admin.getEntry(BOBS_DN));
        }
    }

    private static void bind(SlapdFixture slapd, String password) throws LDAPException {
        try (LDAPConnection bob = connect(slapd)) {
            var _ = bob.bind(BOBS_DN, password);
        }
    }

    private static LDAPConnection connect(SlapdFixture slapd) throws LDAPException {
        return new LDAPConnection("127.0.0.1", slapd.port());
    }

    private void tells(int status, String words, String command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("user", command, "-c", file("tohost.ini")));
        all.addAll(List.of("--module", "ldap"));
        all.addAll(List.of(arguments));
        int ended =
                TohostMain.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(all.toArray(String[]::new));
        String told = out.toString() + err;
        assertEquals(status, ended, told);
        assertTrue(told.contains(words), told);
    }
}
