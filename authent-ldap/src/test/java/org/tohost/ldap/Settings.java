package org.tohost.ldap;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.metrics.Meters;
import org.tohost.common.users.Users;

/// Settings for the directory of `contract.ldif`, each of which a test may change by its name.
record Settings(String file, Map<String, String> changed) {
    Settings {
        changed = Map.copyOf(changed);
    }

    /// {@return settings for the directory at these URLs}
    static Settings of(String... urls) {
        return new Settings("", Map.of())
                .with("g_ldap_url", urls)
                .with("g_ldap_base", "ou=people," + SlapdFixture.BASE);
    }

    /// {@return these settings with another value of one; a repeatable one takes several, and one
    /// with fields takes what stands behind its name}
    Settings with(String name, String... values) {
        Map<String, String> more = new HashMap<>(changed);
        more.put("TOHOST_" + name.toUpperCase(Locale.ROOT), String.join("\n", values));
        return new Settings(file, more);
    }

    /// {@return these settings, and those of a file that are not among them}
    Settings reading(Path path) {
        try {
            return new Settings(Files.readString(path), changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return these settings with another longest time for a call}
    Settings patient(String timeout) {
        return with("g_ldap_timeout", timeout);
    }

    /// {@return the records}
    LdapSettings bind() {
        Problems problems = new Problems();
        return LdapSettings.bind(file(problems), problems)
                .filter(_ -> problems.isEmpty())
                .orElseThrow(() -> new IllegalStateException(problems.toString()));
    }

    /// {@return the users, with nothing of theirs kept}
    Users users() {
        return UsersFixture.over(module(), UsersFixture.NOTHING_KEPT);
    }

    /// {@return the module alone}
    LdapModule module() {
        return module(new Meters(new SimpleMeterRegistry()));
    }

    /// {@return the module alone, which counts there}
    LdapModule module(Meters meters) {
        return new LdapModule(bind(), Clock.systemUTC(), RandomGenerator.getDefault(), meters);
    }

    static Login login(String name, String password) {
        return new Login(new LoginName(name), Secret.of(password), Service.IMAP, "127.0.0.1");
    }

    private SettingsFile file(Problems problems) {
        String text =
                """
                g_ldap_timeout "20s"
                g_ldap_pool_size "3"
                g_ldap_push "off"
                g_ldap_bind_dn "%s"
                g_ldap_bind_password_file "%s"
                """
                        .formatted(SlapdFixture.SERVICE_DN, secretFile("let me read"));
        return SettingsFile.parse(Path.of("tohost.ini"), text + file, changed, problems);
    }

    /// {@return a file that only its owner may read, gone at the end}
    static Path secretFile(String secret) {
        try {
            Path file = Files.createTempFile("tohost", ".secret");
            file.toFile().deleteOnExit();
            return Files.writeString(file, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
