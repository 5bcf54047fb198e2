package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.domain.Secret;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.password.PasswordScheme;
import org.tohost.common.password.Passwords;
import org.tohost.common.users.Users;

/// slapd, with the modules of Debian's slapd-contrib, tests the passwords that we store.
class SlapdHashesIT {
    private static final Set<PasswordScheme> OURS_ALONE = EnumSet.of(PasswordScheme.SCRAM_SHA_256);
    private static final String MODULES =
            """
            modulepath /usr/lib/ldap
            moduleload pw-sha2
            moduleload pw-pbkdf2
            moduleload argon2
            """;

    @TempDir private Path folder;

    @Test
    void whatWeStoreOthersCanTest() throws IOException {
        Path ldif = Files.writeString(folder.resolve("ldif"), ldif());
        Path modules = Files.writeString(folder.resolve("modules.conf"), MODULES);
        Path home = Files.createDirectory(folder.resolve("slapd"));
        SlapdFixture.Options options =
                SlapdFixture.Options.usual()
                        .withAccess(
                                "access to attrs=userPassword by dn.exact=\"%s\" read by anonymous auth"
                                        .formatted(SlapdFixture.SERVICE_DN))
                        .withSchemas(Programs.source("deploy/ldap/tohost.schema"), modules);
        try (SlapdFixture slapd = SlapdFixture.start(home, ldif, options);
                Users bound = Settings.of(slapd.url()).users();
                Users compared = Settings.of(slapd.url()).with("g_ldap_check", "compare").users()) {
            for (PasswordScheme scheme : PasswordScheme.values()) {
                tests(compared, scheme);
                if (!OURS_ALONE.contains(scheme)) {
                    tests(bound, scheme);
                }
            }
        }
    }

    @Test
    void anEntryWithoutPasswordIsRefusedLikeAWrongPassword() throws IOException {
        Path ldif = Files.writeString(folder.resolve("ldif"), ldif() + entry("without"));
        try (SlapdFixture slapd =
                        SlapdFixture.start(
                                Files.createDirectory(folder.resolve("slapd")),
                                ldif,
                                SlapdFixture.Options.usual());
                Users users = Settings.of(slapd.url()).users()) {
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                    users.check(Settings.login("without@example.test", "x")));
        }
    }

    private static void tests(Users users, PasswordScheme scheme) {
        String name = user(scheme) + "@example.test";
        assertInstanceOf(
                AuthResult.Accepted.class,
                users.check(Settings.login(name, "p\u00e4ss word")),
                scheme.name());
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                users.check(Settings.login(name, "p\u00e4ss  word")),
                scheme.name());
    }

    private static String user(PasswordScheme scheme) {
        return scheme.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String ldif() {
        StringBuilder ldif = new StringBuilder(SlapdFixture.TREE);
        Passwords passwords = new Passwords(1, new Random(7));
        for (PasswordScheme scheme : PasswordScheme.values()) {
            String stored = passwords.hash(scheme, Secret.of("p\u00e4ss word"));
            ldif.append(entry(user(scheme)).strip());
            ldif.append("\nuserPassword: ").append(stored).append("\n\n");
        }
        return ldif.toString();
    }

    private static String entry(String name) {
        return """
        dn: uid=%1$s,ou=people,dc=tohost,dc=test
        objectClass: inetOrgPerson
        uid: %1$s
        cn: U
        sn: U
        mail: %1$s@example.test
        """
                .formatted(name);
    }
}
