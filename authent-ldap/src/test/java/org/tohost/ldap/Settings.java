package org.tohost.ldap;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.config.SecretFile;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// Settings for the directory of `contract.ldif`.
final class Settings {
    private Settings() {}

    static Users users(LdapSettings settings, Clock clock) {
        return new Users(new LdapModule(settings, clock));
    }

    static Login login(String name, String password) {
        return new Login(new LoginName(name), Secret.of(password), Service.IMAP, "127.0.0.1");
    }

    static LdapSettings of(String url, Duration timeout) {
        return new LdapSettings(servers(url, timeout, false, Optional.empty()), entries());
    }

    static LdapServers servers(String url, Duration timeout, boolean startTls, Optional<Path> ca) {
        SecretFile password = new SecretFile(Path.of("service.password"), Secret.of("let me read"));
        return new LdapServers(
                List.of(LdapUrl.parse(url)),
                Optional.of(new DistinguishedName(SlapdFixture.SERVICE_DN)),
                Optional.of(password),
                startTls,
                ca,
                timeout,
                3);
    }

    static LdapEntries entries() {
        return below("ou=people," + SlapdFixture.BASE);
    }

    static LdapEntries below(String base) {
        return new LdapEntries(
                new DistinguishedName(base),
                FilterTemplate.parse("(mail=%u)"),
                "mail",
                "tohost",
                "mailStatus",
                Optional.empty());
    }
}
