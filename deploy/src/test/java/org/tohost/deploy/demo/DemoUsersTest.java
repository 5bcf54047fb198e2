package org.tohost.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.metrics.Meters;
import org.tohost.ldap.EmbeddedDirectory;
import org.tohost.ldap.LdapModule;
import org.tohost.ldap.LdapSettings;

class DemoUsersTest {
    @Test
    void liveOnBothBackEnds() {
        DemoUsers users = DemoUsers.of(5, "demo");
        var owners = new TreeMap<String, Integer>();
        users.all().forEach(user -> owners.merge(user.tohost().orElse("-"), 1, Integer::sum));
        assertEquals("{-=1, be1=5, be2=5}", owners.toString());
        assertEquals("user5@example.test", users.all().getLast().address());
    }

    @Test
    void standInTheDirectoryWithTheirPassword() {
        DemoUsers users = DemoUsers.of(2, " pass: wörd\n");
        try (var directory = EmbeddedDirectory.start(DemoUsers.BASE, users.ldif(), 0);
                var database =
                        UsersFixture.over(
                                new LdapModule(
                                        settings(directory),
                                        Clock.systemUTC(),
                                        RandomGenerator.getDefault(),
                                        new Meters(new SimpleMeterRegistry())))) {
            for (DemoUsers.DemoUser user : users.all()) {
                Account account =
                        new Account(
                                new UserId(user.address()),
                                user.tohost().stream().toList(),
                                Account.Status.OK);
                assertEquals(
                        new AuthResult.Accepted(account),
                        database.check(
                                new Login(
                                        new LoginName(user.address()),
                                        Secret.of(users.password()),
                                        Service.IMAP,
                                        "127.0.0.1")));
            }
        }
    }

    private static LdapSettings settings(EmbeddedDirectory directory) {
        String text =
                """
                g_ldap_url "ldap://127.0.0.1:%d"
                g_ldap_base "%s"
                g_ldap_timeout "20s"
                """
                        .formatted(directory.port(), DemoUsers.BASE);
        Problems problems = new Problems();
        SettingsFile file = SettingsFile.parse(Path.of("tohost.ini"), text, Map.of(), problems);
        return LdapSettings.bind(file, problems).orElseThrow();
    }
}
