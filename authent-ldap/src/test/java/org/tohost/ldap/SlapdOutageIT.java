package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// A directory that stops, freezes and comes back: "look-up failed" is never "not found".
class SlapdOutageIT {
    private static final Path LDIF =
            Programs.source("authent-ldap/src/test/resources/contract.ldif");

    @Test
    void stoppedAndStartedAgain(@TempDir Path folder) throws Exception {
        try (var slapd = SlapdFixture.start(folder, LDIF, Optional.empty());
                var database = open(slapd.url(), Duration.ofSeconds(20))) {
            assertServes(database);
            slapd.stop();
            assertOut(database);
            slapd.resume();
            assertServes(database);
        }
    }

    @Test
    void frozenAndThawed(@TempDir Path folder) throws Exception {
        try (var slapd = SlapdFixture.start(folder, LDIF, Optional.empty())) {
            try (var patient = open(slapd.url(), Duration.ofSeconds(20))) {
                assertServes(patient);
            }
            try (var database = open(slapd.url(), Duration.ofSeconds(1))) {
                slapd.freeze();
                assertOut(database);
                slapd.thaw();
            }
            try (var patient = open(slapd.url(), Duration.ofSeconds(20))) {
                assertServes(patient);
            }
        }
    }

    @Test
    void silentFromTheFirstConnectionOn() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var database =
                        open("ldap://127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(300))) {
            assertOut(database);
        }
    }

    @Test
    void theSecondServerAnswersForTheFirst(@TempDir Path folder) {
        try (var slapd = SlapdFixture.start(folder, LDIF, Optional.empty())) {
            LdapServers one = Settings.of(slapd.url(), Duration.ofSeconds(20)).servers();
            LdapServers two =
                    new LdapServers(
                            List.of(LdapUrl.parse("ldap://127.0.0.1:1"), one.urls().getFirst()),
                            one.bindDn(),
                            one.bindPassword(),
                            false,
                            Optional.empty(),
                            one.timeout(),
                            1);
            try (var database =
                    Settings.users(new LdapSettings(two, Settings.entries()), Clock.systemUTC())) {
                assertServes(database);
            }
        }
    }

    private static Users open(String url, Duration timeout) {
        return Settings.users(Settings.of(url, timeout), Clock.systemUTC());
    }

    private static void assertServes(Users database) {
        assertInstanceOf(AuthResult.Accepted.class, check(database, "carol@example.test"));
        assertInstanceOf(
                LookupResult.Found.class, database.lookup(MailAddress.parse("alice@example.test")));
        assertEquals(
                new LookupResult.NoSuchUser(),
                database.lookup(MailAddress.parse("nobody@example.test")));
        assertTrue(database.healthy());
    }

    private static void assertOut(Users database) {
        assertInstanceOf(AuthResult.Unavailable.class, check(database, "carol@example.test"));
        assertInstanceOf(AuthResult.Unavailable.class, check(database, "nobody@example.test"));
        assertInstanceOf(
                LookupResult.Unavailable.class,
                database.lookup(MailAddress.parse("alice@example.test")));
        assertFalse(database.healthy());
    }

    private static AuthResult check(Users database, String login) {
        return database.check(Settings.login(login, "carol's"));
    }
}
